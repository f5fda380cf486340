using Matching.Api.Wire;
using Matching.Engine.Geography;
using Matching.Engine.Pledges;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Scopes;

/// <summary>What a caller may see: everything, or their own provinces, communes and donors and nothing else.</summary>
/// <remarks>The catalogue of communes and items is open to whoever may read it; needs, pledges, plans and deliveries are not.</remarks>
internal sealed class Scope
{
    private readonly List<string> _provinces;
    private readonly List<string> _communes;
    private readonly List<string> _donors;

    /// <param name="everything">No limit; the lists are then of no importance.</param>
    /// <param name="persons">Whether names of donors are shown.</param>
    public Scope(bool everything, IEnumerable<string> provinces, IEnumerable<string> communes, IEnumerable<string> donors, bool persons)
    {
        Everything = everything;
        Persons = persons;
        (_provinces, _communes, _donors) = ([.. provinces], [.. communes], [.. donors]);
    }

    public bool Everything { get; }

    /// <summary>Whether names of donors are shown.</summary>
    public bool Persons { get; }

    public static ValueTask<Scope?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Scope?>(context.RequestServices.GetRequiredService<ScopeSource>().Of(context));

    public bool Sees(Commune commune) => Everything || _communes.Contains(commune.Id.Code) || _provinces.Contains(commune.Province.Code);

    public bool Sees(DonorId donor) => Everything || _donors.Contains(donor.Value);

    public IQueryable<NeedRow> Needs(StoreContext db) => Everything
        ? db.Needs
        : db.Needs.Where(need => _communes.Contains(need.Commune) || db.Communes.Any(c => c.Code == need.Commune && _provinces.Contains(c.ProvinceCode)));

    public IQueryable<AidRow> Aid(StoreContext db) => Everything
        ? db.Aid
        : db.Aid.Where(aid => _communes.Contains(aid.Commune) || db.Communes.Any(c => c.Code == aid.Commune && _provinces.Contains(c.ProvinceCode)));

    public IQueryable<PledgeRow> Pledges(StoreContext db) => Everything ? db.Pledges : db.Pledges.Where(pledge => _donors.Contains(pledge.Donor));

    public IQueryable<AllocationRow> Allocations(StoreContext db)
    {
        if (Everything)
        {
            return db.Allocations;
        }

        var needs = Needs(db);
        var pledges = Pledges(db);
        return db.Allocations.Where(part => needs.Any(need => need.Id == part.Need) || pledges.Any(pledge => pledge.Id == part.Pledge));
    }

    /// <exception cref="Refused">It is not there, or not this caller's.</exception>
    public async Task CommuneAsync(IMatchingHost host, string commune, CancellationToken cancel)
    {
        var province = await host.ReadAsync(
            (db, token) => db.Communes.Where(row => row.Code == commune).Select(row => row.ProvinceCode).FirstOrDefaultAsync(token), cancel).ConfigureAwait(false);
        if (province is null || !(Everything || _communes.Contains(commune) || _provinces.Contains(province)))
        {
            throw Refused.NotFound();
        }
    }

    /// <exception cref="Refused">It is not there, or not this caller's.</exception>
    public async Task PledgeAsync(IMatchingHost host, string pledge, CancellationToken cancel)
    {
        if (!await host.ReadAsync((db, token) => Pledges(db).AnyAsync(row => row.Id == pledge, token), cancel).ConfigureAwait(false))
        {
            throw Refused.NotFound();
        }
    }

    /// <exception cref="Refused">The caller does not speak for this donor.</exception>
    public void Donor(string donor)
    {
        if (!Sees(new DonorId(donor)))
        {
            throw Refused.NotFound();
        }
    }

    /// <exception cref="Refused">It is not there, or not this caller's.</exception>
    public async Task AllocationAsync(IMatchingHost host, string round, string pledge, string need, CancellationToken cancel)
    {
        if (!await host.ReadAsync(
            (db, token) => Allocations(db).AnyAsync(row => row.Round == round && row.Pledge == pledge && row.Need == need, token), cancel).ConfigureAwait(false))
        {
            throw Refused.NotFound();
        }
    }

    /// <summary>For what tells names of donors in its sentences or details.</summary>
    /// <exception cref="Refused">The caller sees no names.</exception>
    public void Names()
    {
        if (!Persons)
        {
            throw new Refused(
                StatusCodes.Status403Forbidden, "forbidden",
                "This tells names of donors, which your role does not see. Ask an auditor.", "Nội dung này có tên nhà tài trợ, vai trò của bạn không được xem. Hãy hỏi kiểm toán viên.");
        }
    }

    /// <summary>For what is of the whole fund and of no one commune or donor: ledger, audit, figures.</summary>
    /// <exception cref="Refused">The caller sees a part only.</exception>
    public void Whole()
    {
        if (!Everything)
        {
            throw Refused.NotFound();
        }
    }
}
