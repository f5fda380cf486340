using System.Text;
using System.Text.RegularExpressions;
using Matching.Api.Rights;
using Matching.Api.Tests.Service;
using Matching.Samples;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests;

/// <summary>Whatever is sent, the service answers with a sentence and goes on.</summary>
public sealed class MutantTests(TestService service) : IClassFixture<TestService>
{
    private const int Seed = 20261122;
    private const int PerBody = 45;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private static readonly (string Path, string Body)[] s_valid =
    [
        ("/catalogue", """{"communes":[{"id":"C9","name":"Xã","province":"T","province_name":"Tỉnh","zone":"iii","children":12,"poor_household_percent":41.5}],"items":[{"id":"pen","name_vi":"Bút","category":"school","unit":"chiếc","unit_cost":5000,"kind":"consumable"}]}"""),
        ("/communes/A/needs", """{"id":"m1","item":"warm_set","quantity":3,"urgency":"high","year":2030,"needed_by":"2030-01-31","min_quantity":2,"site":"Trường"}"""),
        ("/communes/A/needs/a-warm/amend", """{"reason":"đếm lại","quantity":9,"needed_by":"2026-12-31"}"""),
        ("/communes/A/aid", """{"id":"aid1","item":"warm_set","quantity":1,"source":"Hội","date":"2026-10-01","age_group":"6-10"}"""),
        ("/pledges", """{"id":"m2","donor":"d1","donor_name":"Ông A","kind":"money","amount":9000000,"conditions":{"provinces":["T"],"max_per_commune":100000,"all_or_nothing":true,"wishes":["commune:A"],"instalments":["2026-12-01:4000000","2027-01-01:5000000"]}}"""),
        ("/pledges/check", """{"id":"m3","donor":"d1","kind":"goods","item":"warm_set","amount":5,"conditions":{"communes":["A","B"],"min_per_commune":1}}"""),
        ("/pledges/for-a/amend", """{"reason":"thêm","amount":5700000,"conditions":{"communes":["A"]}}"""),
        ("/pledges/for-a/withdraw", """{"reason":"x","amount":1}"""),
        ("/rounds", """{"id":"m4","name":"Đợt","as_of":"2026-11-22","policy":{"class_order":["tier","urgency"],"fairness":"leximin","projects":"before","reserve_percent":5,"province_cap_percent":60,"only_verified":true},"count_only_received":true}"""),
        ("/rounds/r1/pins", """{"pledge":"for-a","need":"a-warm","rule":"at_least","amount":500000,"reason":"x"}"""),
        ("/rounds/r1/solves", """{"plan":"m5","fairness":"max_coverage","time_limit_seconds":5}"""),
        ("/deliveries/r1/for-a/a-warm/confirm", """{"received":1,"missing":1,"reason":"ướt"}"""),
    ];

    [Fact]
    public async Task Malformed_bodies_are_never_an_error_of_ours()
    {
        await service.EnterAsync();
        var random = new Random(Seed);
        var refused = 0;
        foreach (var (path, body) in s_valid)
        {
            for (var i = 0; i < PerBody; i++)
            {
                var bytes = Mutant(Encoding.UTF8.GetBytes(body), random);
                var reply = await service.PostAsync(path, "", with: request =>
                {
                    request.Content = new ByteArrayContent(bytes);
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                });
                Assert.True((int)reply.Status < 500, $"seed {Seed}: {path} {Encoding.UTF8.GetString(bytes)}: {reply.Text}");
                if ((int)reply.Status >= 400)
                {
                    refused++;
                    Assert.Equal("application/problem+json", reply.MediaType);
                }
            }
        }

        Assert.True(refused > PerBody * s_valid.Length / 2, $"only {refused} were refused: the mutants are too tame");
        (await service.GetAsync("/readyz")).Is(System.Net.HttpStatusCode.OK);
        var proof = await service.PostAsync("/ledger/verify", null);
        Assert.True((bool)proof.Json["sound"]!, proof.Text);
    }

    [Fact]
    public async Task Odd_addresses_and_headers_are_never_an_error_of_ours()
    {
        string[] odd = ["%00", "%C3%28", "..%2F..", new string('x', 3_000), "'%20OR%201=1", "%F0%9F%92%A9", "-1", "9223372036854775808", "{}", "%0A"];
        var gets = service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(endpoint => endpoint.RoutePattern.RawText!["/api/v1".Length..]).ToArray();
        foreach (var path in gets)
        {
            foreach (var text in odd)
            {
                // A server refuses an address with a null in it before anything of ours sees it.
                var addresses = path.Contains('{', StringComparison.Ordinal)
                    ? text == "%00" ? [] : new[] { Regex.Replace(path, @"\{[^}]*\}", text, RegexOptions.None, s_patience) }
                    : [path + "?limit=5&cursor=" + text, path + "?province=" + text, path + "?year=" + text];
                foreach (var address in addresses)
                {
                    var reply = await service.GetAsync(address);
                    Assert.True((int)reply.Status < 500, $"{address}: {reply.Text}");
                }
            }
        }

        foreach (var match in new[] { "\"x\"", "7", "\"7\", \"8\"", "W/\"7\"", "\"99999999999999999999\"" })
        {
            var reply = await service.PostAsync("/communes/A/needs/a-warm/verify", null, with: request => request.Headers.TryAddWithoutValidation("If-Match", match));
            Assert.True((int)reply.Status is >= 400 and < 500, match);
        }
    }

    private static byte[] Mutant(byte[] valid, Random random)
    {
        var text = Encoding.UTF8.GetString(valid);
        switch (random.Next(9))
        {
            case 0: // bytes hit at random
                var bytes = (byte[])valid.Clone();
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
            case 1: // cut off
                return valid[..random.Next(valid.Length)];
            case 2: // a value of another kind
                return Replace(text, random, @"(?<=:)(""[^""]*""|\d+)", ["null", "true", "[]", "{}", "-1", "1e400", "99999999999999999999", "0.5", "\"\"", "[null]"]);
            case 3: // another number
                return Replace(text, random, @"(?<=:)\d+", ["0", "-9223372036854775808", "9223372036854775807", "1000000000000001", "1.0", "01"]);
            case 4: // another text
                return Replace(text, random, @"(?<=:)""[^""]*""", ["\"\\u0000\"", "\"\\ud800\"", "\"9999-99-99\"", "\"0001-01-01\"", "\"" + new string('a', 5_000) + "\"", "\"=1+1\"", "\"; DROP TABLE needs\"", "\"a;b\""]);
            case 5: // a member of another name
                return Replace(text, random, @"""[a-z_]+""(?=:)", ["\"id \"", "\"ID\"", "\"__proto__\"", "\"\"", "\"amount\"", "\"reason\""]);
            case 6: // doubled
                return Encoding.UTF8.GetBytes(text + text);
            case 7: // an element that is nothing
                return Replace(text, random, @"\[[^\[\]]*\]", ["[null]", "[[]]", "[1]", "[\"\"]", "null", "[\"a\",null]", "[{}]"]);
            default: // deep
                return Replace(text, random, @"(?<=:)(""[^""]*""|\d+)", [new string('[', 60) + new string(']', 60)]);
        }
    }

    private static byte[] Replace(string text, Random random, string pattern, string[] with)
    {
        var places = Regex.Matches(text, pattern, RegexOptions.None, s_patience);
        if (places.Count == 0)
        {
            return Encoding.UTF8.GetBytes(text[1..]);
        }

        var place = places[random.Next(places.Count)];
        return Encoding.UTF8.GetBytes(text[..place.Index] + with[random.Next(with.Length)] + text[(place.Index + place.Length)..]);
    }
}
