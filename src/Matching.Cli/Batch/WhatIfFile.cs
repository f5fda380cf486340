using System.Collections.Immutable;
using System.Text.Json;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>what-if.json: named variants of one round. See docs/command-line.md for the format.</summary>
internal sealed class WhatIfFile
{
    public const string Name = "what-if.json";

    // Also a folder name, so nothing that a path could stumble over.
    private const int LongestName = 60;

    private readonly JsonWalk _walk = new(Name);

    private WhatIfFile()
    {
    }

    /// <summary>The sub-folder of the round that the variants change; "." for the folder of the file itself.</summary>
    public string RoundFolder { get; private set; } = "";

    public ImmutableArray<Variant> Variants { get; private set; } = [];

    public ImmutableArray<FileFault> Faults => _walk.Faults;

    public static WhatIfFile Read(ReadOnlySpan<byte> utf8)
    {
        var file = new WhatIfFile();
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        try
        {
            var reader = new Utf8JsonReader(utf8.StartsWith(mark) ? utf8[mark.Length..] : utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            file.Take(document.RootElement);
        }
        catch (JsonException wrong)
        {
            file._walk.Refuse("", wrong.Message, FaultKind.BadJson, "JSON as in docs/command-line.md", "JSON như trong docs/command-line.md");
        }

        return file;
    }

    /// <summary>Notes every pledge, item or place that the round does not have.</summary>
    public ImmutableArray<FileFault> Against(Round round)
    {
        var walk = new JsonWalk(Name);
        var pledges = round.Pledges.Select(p => p.Id).ToHashSet();
        var items = round.Items.Select(i => i.Id.Code).ToHashSet(StringComparer.Ordinal);
        var categories = round.Items.Select(i => i.Category).ToHashSet(StringComparer.Ordinal);
        var communes = round.Communes.Select(c => c.Id.Code).ToHashSet(StringComparer.Ordinal);
        var provinces = round.Communes.Select(c => c.Province.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var variant in Variants)
        {
            foreach (var id in variant.Dropped.Concat(variant.Extra.Select(e => e.Pledge)).Where(id => !pledges.Contains(id)))
            {
                walk.Refuse(variant.Name, id.Value, FaultKind.UnknownReference, "a pledge_id of pledges.csv", "một pledge_id trong pledges.csv");
            }

            foreach (var fresh in variant.New)
            {
                if (pledges.Contains(fresh.Id))
                {
                    walk.Refuse(variant.Name, fresh.Id.Value, FaultKind.Duplicate, "a pledge_id that pledges.csv does not use", "một pledge_id chưa có trong pledges.csv");
                }

                var asks = fresh.Conditions;
                Known(asks.Items.Select(i => i.Code), items, "an item_code of items.csv", "một item_code trong items.csv");
                Known(asks.Categories, categories, "a category of items.csv", "một category trong items.csv");
                Known(asks.Communes.Select(c => c.Code), communes, "a commune_code of communes.csv", "một commune_code trong communes.csv");
                Known(asks.Provinces.Select(p => p.Code), provinces, "a province_code of communes.csv", "một province_code trong communes.csv");
            }

            void Known(IEnumerable<string> stated, HashSet<string> known, string expected, string expectedVi)
            {
                foreach (var code in stated.Where(c => !known.Contains(c)))
                {
                    walk.Refuse(variant.Name, code, FaultKind.UnknownReference, expected, expectedVi);
                }
            }
        }

        foreach (var variant in Variants)
        {
            new VariantCheck(walk, round, variant).Run();
        }

        return walk.Faults;
    }

    private void Take(JsonElement root)
    {
        var members = _walk.Object(root, "", "round", "variants");
        RoundFolder = Required(members, "round", "") is { } round ? _walk.Text(round, "round") ?? "" : "";
        if (Required(members, "variants", "") is not { } list)
        {
            return;
        }

        var variants = ImmutableArray.CreateBuilder<Variant>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (element, path) in _walk.Array(list, "variants"))
        {
            var variant = TakeVariant(element, path);
            if (!names.Add(variant.Name))
            {
                _walk.Refuse(path + ".name", variant.Name, FaultKind.Duplicate, "a name of its own", "một tên riêng");
            }

            variants.Add(variant);
        }

        Variants = variants.ToImmutable();
    }

    private JsonElement? Required(Dictionary<string, JsonElement> members, string name, string path)
    {
        if (members.TryGetValue(name, out var element))
        {
            return element;
        }

        _walk.Refuse(JsonWalk.Join(path, name), null, FaultKind.Missing, $"the member \"{name}\"", $"mục \"{name}\"");
        return null;
    }

    private Variant TakeVariant(JsonElement element, string path)
    {
        var members = _walk.Object(element, path, "name", "policy", "drop_pledges", "extra_amounts", "new_money",
            "drop_conditions", "set_conditions", "new_pledges", "prices", "tiers");
        var name = Required(members, "name", path) is { } stated ? _walk.Text(stated, path + ".name") ?? "" : "";
        if (name.Length > LongestName || name is "." or ".." || name.AsSpan().ContainsAny('/', '\\') || name.Any(char.IsControl))
        {
            _walk.Refuse(path + ".name", name, FaultKind.NotAllowed, "up to 60 letters without / and \\", "không quá 60 chữ, không có / và \\");
        }

        var variant = new Variant { Name = name, Path = path };
        if (members.TryGetValue("policy", out var policy))
        {
            variant = TakePolicy(variant, policy, path + ".policy");
        }

        return new VariantMembers(_walk, members, path).AddTo(variant) with
        {
            Dropped = members.TryGetValue("drop_pledges", out var dropped) ? [.. Texts(dropped, path + ".drop_pledges").Select(t => new PledgeId(t))] : [],
            Extra = members.TryGetValue("extra_amounts", out var extra) ? TakeExtra(extra, path + ".extra_amounts") : [],
            New = members.TryGetValue("new_money", out var fresh) ? TakeNew(fresh, path + ".new_money") : [],
        };
    }

    private Variant TakePolicy(Variant variant, JsonElement element, string path)
    {
        var members = _walk.Object(element, path, "fairness", "reserve_percent", "province_cap_percent", "class_order", "projects", "only_verified");
        foreach (var (name, value) in members)
        {
            var at = JsonWalk.Join(path, name);
            variant = name switch
            {
                "fairness" => variant with { Fairness = _walk.Word(value, at, ("leximin", Fairness.Leximin), ("max_coverage", Fairness.MaxCoverage)) },
                "reserve_percent" => variant with { ReservePercent = (int?)_walk.Whole(value, at, 0, 100) },
                "province_cap_percent" => variant with { Cap = new ProvinceCap(value.ValueKind == JsonValueKind.Null ? null : (int?)_walk.Whole(value, at, 0, 100)) },
                "projects" => variant with { Projects = _walk.Word(value, at, ("after", ProjectsPlace.After), ("before", ProjectsPlace.Before)) },
                "only_verified" => variant with { OnlyVerified = _walk.Truth(value, at) },
                _ => variant with { ClassOrder = TakeOrder(value, at) },
            };
        }

        return variant;
    }

    private ImmutableArray<ClassKey> TakeOrder(JsonElement element, string path)
    {
        var keys = ImmutableArray.CreateBuilder<ClassKey>();
        foreach (var (entry, at) in _walk.Array(element, path))
        {
            if (_walk.Word(entry, at, ("urgency", ClassKey.Urgency), ("tier", ClassKey.Tier), ("kind", ClassKey.Kind)) is not { } key)
            {
                continue;
            }

            if (keys.Contains(key))
            {
                _walk.Refuse(at, entry.GetString(), FaultKind.Duplicate, "each key once", "mỗi khóa một lần");
            }

            keys.Add(key);
        }

        return keys.ToImmutable();
    }

    private ImmutableArray<(PledgeId Pledge, long Amount)> TakeExtra(JsonElement element, string path)
    {
        var extra = ImmutableArray.CreateBuilder<(PledgeId, long)>();
        foreach (var (id, value, at) in _walk.Entries(element, path, "an object of pledge_id and amount", "một đối tượng gồm pledge_id và số lượng"))
        {
            if (_walk.Whole(value, at, 1, Vnd.Largest) is { } amount)
            {
                extra.Add((new PledgeId(id), amount));
            }
        }

        return extra.ToImmutable();
    }

    private ImmutableArray<Pledge> TakeNew(JsonElement element, string path)
    {
        var fresh = ImmutableArray.CreateBuilder<Pledge>();
        foreach (var (entry, at) in _walk.Array(element, path))
        {
            var members = _walk.Object(entry, at, "pledge_id", "amount_vnd", "categories", "items", "provinces", "communes");
            var id = Required(members, "pledge_id", at) is { } stated ? _walk.Text(stated, at + ".pledge_id") : null;
            var amount = Required(members, "amount_vnd", at) is { } vnd ? _walk.Whole(vnd, at + ".amount_vnd", 1, Vnd.Largest) : null;
            IEnumerable<string> List(string name) => members.TryGetValue(name, out var list) ? Texts(list, JsonWalk.Join(at, name)) : [];
            var conditions = new PledgeConditions
            {
                Categories = [.. List("categories")],
                Items = [.. List("items").Select(c => new ItemId(c))],
                Provinces = [.. List("provinces").Select(c => new ProvinceId(c))],
                Communes = [.. List("communes").Select(c => new CommuneId(c))],
            };
            if (id is not null && amount is not null)
            {
                fresh.Add(new Pledge { Id = new(id), Donor = new(id), Kind = PledgeKind.Money, Amount = amount.Value, Conditions = conditions });
            }
        }

        return fresh.ToImmutable();
    }

    private List<string> Texts(JsonElement element, string path) =>
        [.. _walk.Array(element, path).Select(e => _walk.Text(e.Element, e.Path)).OfType<string>()];
}
