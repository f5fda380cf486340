using Matching.Engine.Geography;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;

namespace Matching.Silo.Desks;

internal sealed class CatalogueDesk(Desk desk) : ICatalogueDesk
{
    public Task<Answer> RegisterAsync(Intent intent, IReadOnlyList<Commune> communes, IReadOnlyList<Item> items, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(communes);
        ArgumentNullException.ThrowIfNull(items);
        var body = new { Communes = communes, Items = items };
        return desk.DoAsync(intent, "Register catalogue", body, scope => Decide(scope, communes, items), cancel);
    }

    private static Decision<Work> Decide(WriteScope scope, IReadOnlyList<Commune> communes, IReadOnlyList<Item> items)
    {
        foreach (var commune in communes)
        {
            var row = scope.Db.Communes.Find(commune.Id.Code)
                ?? scope.Db.Communes.Add(new CommuneRow { Code = commune.Id.Code, Name = "", ProvinceCode = "", Document = "" }).Entity;
            row.Name = commune.Name;
            row.ProvinceCode = commune.Province.Code;
            row.Document = StoreJson.Text(commune);
        }

        foreach (var item in items)
        {
            var row = scope.Db.Items.Find(item.Id.Code);
            if (row is not null && row.UnitCostVnd != item.UnitCost.Dong
                && scope.Db.Needs.Any(need => need.Item == item.Id.Code && (need.State == "reported" || need.State == "verified")))
            {
                return Refusal.Of(
                    RefusalCode.WrongState,
                    $"Live lines ask for {item.Id} at {row.UnitCostVnd} ₫; its price cannot become {item.UnitCost.Dong} ₫. Register a price norm from a day on, or close or renew those lines first.",
                    $"Còn dòng nhu cầu {item.Id} với giá {row.UnitCostVnd} ₫; không thể đổi giá thành {item.UnitCost.Dong} ₫. Hãy ghi định mức giá từ một ngày, hoặc đóng hay gia hạn các dòng đó trước.");
            }

            row ??= scope.Db.Items.Add(new ItemRow { Code = item.Id.Code, Category = "", Document = "" }).Entity;
            row.Category = item.Category;
            row.UnitCostVnd = item.UnitCost.Dong;
            row.Document = StoreJson.Text(item);
        }

        return new Work("catalogue:all", 0, "catalogue_registered", new { Communes = communes, Items = items }, null, []);
    }
}
