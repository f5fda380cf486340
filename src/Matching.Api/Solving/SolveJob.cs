using System.Collections.Immutable;
using Matching.Api.Wire;
using Matching.Engine.Allocation;
using Matching.Engine.Intents;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;

namespace Matching.Api.Solving;

/// <summary>How far a solve is.</summary>
internal enum SolveState
{
    Waiting,
    Running,

    /// <summary>The plan is there; the round is solved again without each pin, to tell what it costs.</summary>
    Pricing,
    Storing,

    /// <summary>The plan is stored with the round.</summary>
    Done,

    /// <summary>The planner's pins cannot be kept.</summary>
    Infeasible,
    Cancelled,

    /// <summary>There is no plan, and the sentence says why.</summary>
    Failed,
}

/// <summary>What is to be solved.</summary>
internal sealed record SolveOrder(string Round, string Plan, Fairness Fairness, int TimeLimitSeconds, Intent Intent);

/// <summary>One solve: what was ordered and how far it is. Read by many, written by its own work.</summary>
internal sealed class SolveJob(string id, SolveOrder order) : IProgress<SolveProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancel = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SolveView _view = new(id, order.Round, order.Plan, order.Fairness, order.TimeLimitSeconds, SolveState.Waiting, null, 0, 0, null, null, null, [], null);

    public string Id => id;

    public SolveOrder Order => order;

    public CancellationToken Cancelled => _cancel.Token;

    public SolveView View
    {
        get
        {
            lock (_lock)
            {
                return _view;
            }
        }
    }

    public bool IsOver => View.IsOver;

    /// <summary>The state now, and what completes when it changes.</summary>
    public (SolveView View, Task Changed) Look()
    {
        lock (_lock)
        {
            return (_view, _changed.Task);
        }
    }

    /// <summary>Asks the work to stop; it says when it has.</summary>
    public void Cancel() => _cancel.Cancel();

    public void Report(SolveProgress value) =>
        Set(view => view with { Stage = value.Stage, Class = value.Class, Classes = value.Classes });

    public void Set(Func<SolveView, SolveView> next)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            _view = next(_view);
            before = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.TrySetResult();
    }

    public void Dispose() => _cancel.Dispose();
}

/// <summary>A solve as it is told.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Class">Class at work, 1 = first; 0 where the stage has none.</param>
/// <param name="Complete">Whether it ended by itself; otherwise the time limit cut it short.</param>
/// <param name="Conflicts">Pins that cannot be kept.</param>
internal sealed record SolveView(
    string Id, string Round, string Plan, Fairness Fairness, int TimeLimitSeconds, SolveState State, SolveStage? Stage, int Class, int Classes, bool? Complete, string? Vi, string? En,
    ImmutableArray<ConflictView> Conflicts, ReceiptView? Receipt)
{
    /// <summary>Nothing of it changes any more.</summary>
    internal bool IsOver => State is SolveState.Done or SolveState.Infeasible or SolveState.Cancelled or SolveState.Failed;
}

/// <summary>Pins that clash, as pledge and line.</summary>
internal sealed record ConflictView(string Kind, ImmutableArray<Pin> Pins, string? Condition, long Stated, long Allowed);
