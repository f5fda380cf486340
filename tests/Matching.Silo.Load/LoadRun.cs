using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;

namespace Matching.Silo.Load;

/// <summary>Donors and communes at work, by a seed: the same wish has the same key in every run with that seed.</summary>
public static class LoadRun
{
    private const int PledgesPerWriter = 4;

    private const int Communes = 30;

    private static readonly Item Coat = new()
    {
        Id = new("coat"),
        NameVi = "Áo ấm",
        Category = "warm",
        Unit = "cái",
        UnitCost = new Vnd(200_000),
        Kind = ItemKind.Consumable,
    };

    /// <summary>Prints <c>ready</c>, then <c>ask KEY</c> before each wish is sent and <c>ack KEY SEQUENCE</c> or <c>no KEY</c> after its answer.</summary>
    /// <param name="wishes">How many each writer sends.</param>
    public static async Task RunAsync(string database, int seed, int writers, int wishes)
    {
        await using var host = EmbeddedHost.Open(database, TimeProvider.System);
        await host.Catalogue.RegisterAsync(new("load", "catalogue"), [.. Enumerable.Range(0, Communes).Select(Commune)], [Coat]);
        Tell("ready");
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < wishes; number++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{seed}-{writer}-{number}");
                Tell("ask " + key);
                var answer = await SendAsync(host, seed, writer, number);
                Tell(answer.Receipt is { } receipt ? string.Create(CultureInfo.InvariantCulture, $"ack {key} {receipt.Sequence}") : "no " + key);
            }
        })));
    }

    /// <summary>Sends one wish of the seed again; the same arguments give the same wish under the same key.</summary>
    public static Task<Answer> SendAsync(IMatchingHost host, int seed, int writer, int number)
    {
        ArgumentNullException.ThrowIfNull(host);
        var intent = new Intent("load", string.Create(CultureInfo.InvariantCulture, $"{seed}-{writer}-{number}"));
        var pledge = new PledgeId(string.Create(CultureInfo.InvariantCulture, $"p{seed}-{writer}-{number / 8 % PledgesPerWriter}-{number / (8 * PledgesPerWriter)}"));
        var amount = 1 + (HashOf(seed, writer, number) % 1_000);
        return (number % 8) switch
        {
            0 => host.Pledges.DoAsync(intent, pledge, new PledgeCommand.Offer(new Pledge { Id = pledge, Donor = new("d" + writer), Kind = PledgeKind.Money, Amount = 5_000 })),
            1 => host.Pledges.DoAsync(intent, pledge, new PledgeCommand.Accept()),
            2 or 3 => host.Pledges.DoAsync(intent, pledge, new PledgeCommand.Receive(amount, "v")),
            4 => host.Pledges.DoAsync(intent, pledge, new PledgeCommand.Withdraw(amount, "load")),
            5 => host.Needs.DoAsync(intent, LineOf(pledge, number).Commune, new NeedCommand.Report(LineOf(pledge, number), Coat.UnitCost, 2026)),
            6 => host.Needs.DoAsync(intent, LineOf(pledge, number).Commune, new NeedCommand.Close(LineOf(pledge, number).Id, "load")),
            _ => host.Pledges.DoAsync(intent, pledge, new PledgeCommand.Return(amount / 4 + 1, "load")),
        };
    }

    private static NeedLine LineOf(PledgeId pledge, int number) => new()
    {
        Id = new("n-" + pledge.Value),
        Commune = Commune(number / 8 % Communes).Id,
        Item = Coat.Id,
        Site = pledge.Value,
        Quantity = 10,
        Urgency = Urgency.Normal,
    };

    private static Commune Commune(int number) => new() { Id = new((3000 + number).ToString("00000", CultureInfo.InvariantCulture)), Name = "Xã " + number.ToString(CultureInfo.InvariantCulture), Province = new("11"), ProvinceName = "Điện Biên" };

    // Not HashCode, which differs from process to process.
    private static int HashOf(int seed, int writer, int number) => (int)((((seed * 7919L) + (writer * 104_729L) + (number * 1_299_709L)) & 0x7fffffff) % 1_000_003);

    private static void Tell(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
