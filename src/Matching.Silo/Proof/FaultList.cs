using Matching.Engine.Ledger;

namespace Matching.Silo.Proof;

/// <summary>Faults in the order found: the first thousand, and how many there are.</summary>
internal sealed class FaultList
{
    private readonly List<LedgerFault> _kept = [];

    public IReadOnlyList<LedgerFault> Kept => _kept;

    public long Count { get; private set; }

    public void Add(LedgerFault fault)
    {
        Count++;
        if (_kept.Count < LedgerProof.MostFaults)
        {
            _kept.Add(fault);
        }
    }

    public void TakeFrom(LedgerProof proof)
    {
        foreach (var fault in proof.Faults)
        {
            Add(fault);
        }

        Count += proof.FaultCount - proof.Faults.Count;
    }
}
