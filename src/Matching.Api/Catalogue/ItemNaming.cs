using System.Text.Json;
using System.Text.Json.Nodes;
using Matching.Api.Endpoints;
using Matching.Api.Wire;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Needs;
using Matching.Files;

namespace Matching.Api.Catalogue;

/// <summary>What may be named in a form, and what it is called: items with their aliases, communes with their older codes.</summary>
internal sealed record KnownNames(ItemNames Items, SuccessionBook Places);

/// <summary>Items by any of their names.</summary>
internal static class ItemNaming
{
    /// <exception cref="Refused">It names no item, or several; these are then told.</exception>
    public static Item Find(KnownNames names, string member, ItemId stated)
    {
        var faults = new Faults();
        var found = Find(names, member, stated.Code, faults);
        faults.Refuse();
        return found!;
    }

    public static Item? Find(KnownNames names, string member, string stated, Faults faults)
    {
        var found = names.Items.Find(stated, out var choices);
        if (found is null)
        {
            var among = string.Join(", ", choices);
            faults.When(
                true, member,
                choices.Count > 0 ? "this name stands for several items; choose one: " + among : "the catalogue has no such item; register it first",
                choices.Count > 0 ? "tên này chỉ nhiều mặt hàng; hãy chọn một: " + among : "danh mục không có mặt hàng này; hãy ghi vào danh mục trước");
        }

        return found;
    }
}

/// <summary>Other names of items and older codes of communes in the terms of a pledge, brought to codes in use.</summary>
internal static class TermNames
{
    /// <exception cref="Refused">A name stands for several items, or a commune was divided; the choices are told.</exception>
    public static PledgeBody Of(KnownNames names, PledgeBody body) => body with
    {
        Item = body.Item is { } item ? ItemNaming.Find(names, "item", item).Id : null,
        Conditions = Of(names, body.Conditions),
    };

    public static JsonObject? Of(KnownNames names, JsonObject? conditions)
    {
        if (conditions is null)
        {
            return null;
        }

        var named = (JsonObject)conditions.DeepClone();
        var faults = new Faults();
        foreach (var member in (string[])["items", "exclude_items"])
        {
            Each(named, member, text => names.Items.Find(text, out var choices) is { } item ? item.Id.Code : choices.Count == 0 ? text : ItemNaming.Find(names, "conditions." + member, text, faults)?.Id.Code ?? text);
        }

        foreach (var member in (string[])["communes", "exclude_communes"])
        {
            Each(named, member, text => Commune(names, "conditions." + member, text, faults));
        }

        faults.Refuse();
        return named;
    }

    private static string Commune(KnownNames names, string member, string text, Faults faults)
    {
        if (names.Places.Find(text, null) is not { Refusal: null, Value: var place } || !names.Places.IsOld(place))
        {
            return text;
        }

        var now = names.Places.Now(place);
        var among = string.Join(", ", now);
        faults.When(now.Length > 1, member, text + " was divided among " + among + "; state one of them, or all", text + " đã được chia cho " + among + "; hãy nêu một hoặc tất cả");
        return now[0];
    }

    private static void Each(JsonObject conditions, string member, Func<string, string> change)
    {
        if (conditions[member] is JsonArray list)
        {
            conditions[member] = new JsonArray([.. list.Select(part => part?.GetValueKind() == JsonValueKind.String ? JsonValue.Create(change(part.GetValue<string>())) : part?.DeepClone())]);
        }
        else if (conditions[member]?.GetValueKind() == JsonValueKind.String)
        {
            conditions[member] = string.Join(';', conditions[member]!.GetValue<string>().Split(';').Select(part => part.Trim().Length == 0 ? part : change(part.Trim())));
        }
    }
}
