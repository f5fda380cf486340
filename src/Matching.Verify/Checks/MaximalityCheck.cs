using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>No line can take one more whole unit from what is left over, everything else staying where it is.</summary>
/// <remarks>
/// room(p, n) = min(available − used, max_per_commune − given there, max_per_province − given there, what is not kept for others − given to such lines, share − given to n), and 0 for a fixed or forbidden pair, a line that is held alone or beside
/// an unwanted donor, a pledge that asks of others, an all-or-nothing pledge, one whose donor fixes the amounts, or a discrete pledge in a commune it does not serve yet. A short line complains when Σ ⌊room / unit⌋ of goods, or Σ room of money over
/// its unit cost, reaches one unit (its minimum quantity, when it has none yet) within the province's cap. Goods and money that would have to
/// be mixed for a minimum quantity are not complained of.
/// </remarks>
internal static class MaximalityCheck
{
    public static void Run(RoundFacts round, Flows shipments, Company company, long[] delivered, Complaints complaints)
    {
        var leftovers = new Leftovers(round, shipments, company);
        var suppliers = new Suppliers(round, p => round.Pledges[p].AllOrNothing || round.Pledges[p].FixesAmounts ? 0 : leftovers.Vnd(p));
        for (var n = 0; n < round.Lines.Length; n++)
        {
            ref readonly var line = ref round.Lines[n];
            var units = delivered[n] == 0 ? Math.Max(1, line.Minimum) : 1;
            if (!line.Takes || delivered[n] > line.Quantity - units)
            {
                continue;
            }

            var provinceRoom = (round.ProvinceCapVnd ?? Int128.MaxValue) - shipments.OfProvinceVnd[line.Province];
            Offer(n, money: false, units, (Int128)units * round.Round.Items[line.Item].UnitCost.Dong, provinceRoom);
            Offer(n, money: true, (Int128)units * line.UnitVnd, (Int128)units * line.UnitVnd, provinceRoom);
        }

        void Offer(int n, bool money, Int128 wanted, Int128 wantedVnd, Int128 provinceRoom)
        {
            if (wantedVnd > provinceRoom || wantedVnd > suppliers.AtMostVnd(n, money))
            {
                return;
            }

            var offered = Int128.Zero;
            foreach (var p in suppliers.For(n, money))
            {
                offered += leftovers.RoomVnd(p, n) / round.Pledges[p].UnitVnd;
                if (offered >= wanted)
                {
                    complaints.Add(money ? MoneyLeftForOpenLine : GoodsLeftForOpenLine, offered, wanted, p, n);
                    return;
                }
            }
        }
    }

    /// <summary>What pledges have left, and where their conditions would still let it go.</summary>
    private sealed class Leftovers(RoundFacts round, Flows shipments, Company company)
    {
        private readonly Dictionary<(int Pledge, int Commune), Int128> _given = [];
        private readonly Dictionary<(int Pledge, int Province), Int128> _toProvince = [];
        private readonly HashSet<int> _known = [];

        public Int128 Vnd(int p) => round.Pledges[p].AvailableVnd - shipments.OfPledgeVnd[p];

        public Int128 RoomVnd(int p, int n)
        {
            ref readonly var line = ref round.Lines[n];
            var pledge = round.Pledges[p];
            if (pledge.FixesAmounts || round.Pins.Closes(p, n) || company.KeepsAway(p, n))
            {
                return 0;
            }

            var room = Vnd(p);
            if (pledge.IsDiscrete || pledge.MaxPerCommuneVnd is not null)
            {
                var given = Given(p, line.Commune);
                room = pledge.IsDiscrete && given == 0 ? 0 : Int128.Min(room, (pledge.MaxPerCommuneVnd ?? Int128.MaxValue) - given);
            }

            if (pledge.MaxPerProvinceVnd is { } perProvince)
            {
                Know(p);
                room = Int128.Min(room, perProvince - _toProvince.GetValueOrDefault((p, line.Province)));
            }

            foreach (var part in pledge.Parts)
            {
                if (part.Holds(line))
                {
                    room = Int128.Min(room, part.MostVnd - Given(p, part));
                }
            }

            if (pledge.MaxSharePercent is not null)
            {
                room = Int128.Min(room, pledge.ShareVnd(line) - shipments.Between(p, n));
            }

            return Int128.Max(0, room);
        }

        private Int128 Given(int p, int commune)
        {
            Know(p);
            return _given.GetValueOrDefault((p, commune));
        }

        private Int128 Given(int p, PartFacts part)
        {
            var given = Int128.Zero;
            foreach (var flow in shipments.Of(p))
            {
                given += part.Holds(round.Lines[flow.Need]) ? flow.OwnVnd : 0;
            }

            return given;
        }

        private void Know(int p)
        {
            if (_known.Add(p))
            {
                foreach (var flow in shipments.Of(p))
                {
                    ref readonly var line = ref round.Lines[flow.Need];
                    _given[(p, line.Commune)] = _given.GetValueOrDefault((p, line.Commune)) + flow.OwnVnd;
                    _toProvince[(p, line.Province)] = _toProvince.GetValueOrDefault((p, line.Province)) + flow.OwnVnd;
                }
            }
        }
    }
}
