using Matching.Api.Tests.Service;

namespace Matching.Api.Tests;

/// <summary>What a planner decides beside the plan: who is not ready, and pins with their price.</summary>
public sealed class PlannersWorkTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_pin_is_shown_with_its_reason_and_what_it_costs_and_what_is_not_ready_is_named_with_the_round()
    {
        await service.EnterAsync();
        await service.DoneAsync("/communes/A/needs/a-lunch/not-ready", """{"reason":"chưa có bếp","since":"2026-11-01"}""");
        Assert.Equal("chưa có bếp", (string?)(await service.GetAsync("/needs/a-lunch")).Json["not_ready"]!["reason"]);
        await service.DoneAsync("/rounds", """{"id":"r1","name":"Đợt thử","as_of":"2026-11-22","policy":{"fairness":"leximin"}}""");
        await service.DoneAsync("/rounds/r1/pins", """{"pledge":"for-warm-sets","need":"a-warm","rule":"fix","amount":1000000,"reason":"đã hứa với trường"}""");
        await service.DoneAsync("/rounds/r1/freeze", null);
        await service.SolveAsync("pinned");

        var left = Assert.Single((await service.GetAsync("/rounds/r1")).Json["left_out"]!.AsArray());
        Assert.Equal(("a-lunch", "not_ready", "chưa có bếp", "2026-11-01"), ((string)left!["id"]!, (string)left["reason"]!, (string)left["detail"]!, (string)left["since"]!));

        // Without the pin B gets its given set and three bought ones of ten; with it 1,000,000 ₫ less: its set and one bought.
        var price = Assert.Single((await service.GetAsync("/rounds/r1/plans/pinned")).Json["pin_prices"]!.AsArray());
        Assert.Equal("đã hứa với trường", (string?)price!["reason"]);
        Assert.True((bool)price["complete"]!);
        var first = Assert.Single(price["classes"]!.AsArray())!;
        Assert.Equal(("1/5", "2/5"), ((string)first["smallest"]!, (string)first["smallest_without"]!));
        Assert.True((long)first["fair"]! < (long)first["fair_without"]!, first.ToJsonString());
    }
}
