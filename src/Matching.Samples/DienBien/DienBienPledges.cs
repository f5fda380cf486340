using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Samples.DienBien;

/// <summary>Pledges modelled on real gifts (sizes and conditions as reported); the organisations are invented.</summary>
internal static class DienBienPledges
{
    private static readonly ItemId WarmSet = DienBienItems.WarmSet.Id;
    private static readonly ItemId BoardingKit = DienBienItems.BoardingKit.Id;
    private static readonly ItemId Lunch = DienBienItems.Lunch.Id;
    private static readonly ItemId HealthExam = DienBienItems.HealthExam.Id;
    private static readonly ItemId HeartSurgery = DienBienItems.HeartSurgery.Id;
    private static readonly ItemId SchoolSupplies = DienBienItems.SchoolSupplies.Id;
    private static readonly ItemId Textbooks = DienBienItems.Textbooks.Id;
    private static readonly ItemId Bicycle = DienBienItems.Bicycle.Id;
    private static readonly ItemId Scholarship = DienBienItems.Scholarship.Id;
    private static readonly ItemId Toilet = DienBienItems.Toilet.Id;
    private static readonly ItemId WaterSystem = DienBienItems.WaterSystem.Id;
    private static readonly ItemId PlayArea = DienBienItems.PlayArea.Id;
    private static readonly ItemId SchoolSite = DienBienItems.SchoolSite.Id;

    private static readonly DistrictId MuongNhe = new("096");
    private static readonly DistrictId MuongCha = new("097");
    private static readonly DistrictId TuaChua = new("098");
    private static readonly DistrictId TuanGiao = new("099");
    private static readonly DistrictId DienBienDong = new("101");
    private static readonly DistrictId MuongAng = new("102");
    private static readonly DistrictId NamPo = new("103");

    private static readonly CommuneId DienBienPhu = new("03127");
    private static readonly CommuneId MuongNheCommune = new("03160");
    private static readonly CommuneId XaDung = new("03208");
    private static readonly CommuneId TuaThang = new("03220");
    private static readonly CommuneId SinChai = new("03226");
    private static readonly CommuneId SinhPhinh = new("03241");
    private static readonly CommuneId SangNhe = new("03244");
    private static readonly CommuneId MuongAngCommune = new("03256");
    private static readonly CommuneId TuanGiaoCommune = new("03253");
    private static readonly CommuneId MuongPhang = new("03325");
    private static readonly CommuneId ThanhNua = new("03328");
    private static readonly CommuneId MuongThanh = new("03334");
    private static readonly CommuneId ThanhYen = new("03349");
    private static readonly CommuneId ThanhAn = new("03352");
    private static readonly CommuneId MuongNha = new("03368");
    private static readonly CommuneId TiaDinh = new("03385");

    public static ImmutableArray<Pledge> Create() =>
    [
        .. ForAnything(),
        .. ForWinter(),
        .. ForMeals(),
        .. ForHealth(),
        .. ForSchool(),
        .. ForWorks(),
        .. ForOnePlace(),
        .. LeftOver(),
    ];

    /// <summary>Money that may go nearly anywhere; what states no condition at all feeds the reserve.</summary>
    private static IEnumerable<Pledge> ForAnything() =>
    [
        Money("P01", "D01", "Quỹ Trẻ em Trung ương (mẫu)", 400_000_000),
        Money("P02", "D02", "Ngân hàng Sông Nậm Rốm", 150_000_000),
        Money("P03", "D03", "Góp nhỏ hằng tháng qua tin nhắn", 83_500_000),
        Money("P04", "D04", "Công ty Thủy điện Suối Reo", 250_000_000, new() { Tiers = [1], ExcludeItems = [Toilet, WaterSystem, PlayArea, SchoolSite] }),
        Money("P05", "D05", "Quỹ Cứu trợ khẩn cấp Hoa Ban", 400_000_000, new() { Urgencies = [Urgency.Critical] }),
        Money("P06", "D06", "Tập đoàn Viễn thông Núi Xanh", 150_000_000, new() { Urgencies = [Urgency.Critical, Urgency.High], MaxPerCommune = 15_000_000 }),
        // One donor adopts one commune of zone III, with at least half of the gift's worth of needs.
        Money("P07", "D07", "Gia đình doanh nhân họ Lò", 200_000_000, new() { Zones = [Zone.III], MaxCommunes = 1, MinPerCommune = 100_000_000 }),
    ];

    /// <summary>Size groups 3-5, 6-8, 9-12, 13-15, children of difficult communes (state fund, 11 provinces, 2019).</summary>
    private static IEnumerable<Pledge> ForWinter() =>
    [
        Goods("P08", "D01", "Quỹ Trẻ em Trung ương (mẫu)", WarmSet, 1_400, new() { Zones = [Zone.III] }),
        Money("P09", "D01", "Quỹ Trẻ em Trung ương (mẫu)", 300_000_000, new() { Items = [WarmSet], AgeGroups = ["3-5"] }),
        Goods("P10", "D08", "Công ty May Hoa Mơ", WarmSet, 400, new() { AgeGroups = ["9-12", "13-15"], MaxPerCommune = 40 }),
        Goods("P11", "D09", "Câu lạc bộ Áo ấm vùng cao", WarmSet, 500, new() { Districts = [TuaChua] }),
        Money("P12", "D02", "Ngân hàng Sông Nậm Rốm", 300_000_000, new() { Categories = ["warm", "meal"], Zones = [Zone.III], MaxPerCommune = 15_000_000 }),
        Goods("P13", "D10", "Hợp tác xã Chăn bông Bản Mây", BoardingKit, 250, new() { Zones = [Zone.III] }),
        Money("P14", "D11", "Hội Đồng hương Mường Chà", 120_000_000, new() { Items = [BoardingKit], Districts = [MuongCha] }),
        Money("P15", "D12", "Công ty Xi măng Núi Đá", 420_000_000, new() { Categories = ["warm"], Districts = [MuongAng, TuanGiao] }),
    ];

    /// <summary>150,000 ₫ a child-month; children without state support; one school year or till the year's end.</summary>
    private static IEnumerable<Pledge> ForMeals() =>
    [
        Money("P16", "D13", "Chương trình Bữa trưa vùng cao", 600_000_000, new() { Items = [Lunch], MaxPerCommune = 30_000_000 }),
        Money("P17", "D14", "Hai trăm người góp bữa trưa", 60_000_000, new() { Items = [Lunch], Districts = [TuaChua], AvailableFrom = new DateOnly(2027, 1, 4) }),
        Money("P18", "D15", "Công ty Sữa Đồi Mây", 50_000_000, new() { Categories = ["meal"], Communes = [MuongNheCommune] }),
        Money("P19", "D16", "Công đoàn Hãng bay Cánh Én", 90_000_000, new() { Items = [Lunch], AvailableUntil = new DateOnly(2026, 12, 31) }),
    ];

    private static IEnumerable<Pledge> ForHealth() =>
    [
        Goods("P20", "D17", "Bệnh viện Nhi Phương Bắc", HealthExam, 6000, new() { Zones = [Zone.III], MinPerCommune = 300 }),
        Money("P21", "D18", "Công ty Dược Lá Xanh", 250_000_000, new() { Items = [HealthExam], MaxSharePercent = 50 }),
        Money("P22", "D19", "Quỹ Nhịp tim trẻ thơ", 270_000_000, new() { Items = [HeartSurgery] }),
        Money("P23", "D18", "Công ty Dược Lá Xanh", 90_000_000, new() { Categories = ["health"], Districts = [MuongNhe, NamPo] }),
    ];

    /// <summary>Bicycles equally over three districts (2024), one million ₫ a scholarship, books before the second term.</summary>
    private static IEnumerable<Pledge> ForSchool() =>
    [
        Goods("P24", "D20", "Công ty Thực phẩm Vui Vẻ", Bicycle, 50, new() { Districts = [MuongNhe] }),
        Goods("P25", "D20", "Công ty Thực phẩm Vui Vẻ", Bicycle, 50, new() { Districts = [NamPo] }),
        Goods("P26", "D20", "Công ty Thực phẩm Vui Vẻ", Bicycle, 50, new() { Districts = [DienBienDong] }),
        Money("P27", "D21", "Bảo hiểm Mái Ấm (mẫu)", 300_000_000, new() { Items = [Scholarship], MaxPerCommune = 10_000_000 }),
        Money("P28", "D22", "Quỹ học bổng Hoa Mận", 150_000_000, new() { Items = [Scholarship], Zones = [Zone.III], AgeGroups = ["11-15"] }),
        Goods("P29", "D23", "Nhà xuất bản Trang Mới", Textbooks, 1200, new() { AvailableFrom = new DateOnly(2027, 1, 5) }),
        Goods("P30", "D24", "Hội Khuyến học phố núi", SchoolSupplies, 900, new() { AgeGroups = ["6-10"], MaxSharePercent = 40 }),
        Money("P31", "D25", "Công ty Giấy Lá Tre", 180_000_000, new() { Items = [SchoolSupplies, Textbooks], ExcludeCommunes = [DienBienPhu, MuongThanh] }),
        Money("P32", "D26", "Hội cựu học sinh Điện Biên Đông", 60_000_000, new() { Categories = ["school", "travel"], Districts = [DienBienDong] }),
        Money("P33", "D27", "Nhóm giáo viên góp sách", 12_000_000, new() { Categories = ["school"] }),
        Money("P34", "D28", "Công ty Vận tải Đèo Gió", 200_000_000, new() { Items = [Bicycle], Tiers = [1, 2], MinPerCommune = 10_000_000 }),
    ];

    /// <summary>Toilets at 60 million ₫ each, water for a whole district, several sources for one school site.</summary>
    private static IEnumerable<Pledge> ForWorks() =>
    [
        Money("P35", "D29", "Điều ước học trò", 720_000_000, new() { Items = [Toilet], Districts = [MuongNhe, NamPo], MinPerCommune = 60_000_000 }),
        Money("P36", "D30", "Công ty Nước sạch Suối Đầu Nguồn", 420_000_000, new() { Items = [WaterSystem], Districts = [TuanGiao], MaxPerCommune = 140_000_000 }),
        Money("P37", "D31", "Câu lạc bộ cựu sinh viên Bách khoa 95", 70_000_000, new() { Items = [WaterSystem], Communes = [MuongAngCommune] }),
        Money("P38", "D32", "Công ty Điện máy Ánh Trăng", 700_000_000, new() { Items = [WaterSystem, WarmSet, PlayArea], Communes = [TuaThang, SinChai, SinhPhinh, SangNhe] }),
        Money("P39", "D33", "Tổ chức Nordic Sunbeam (mẫu)", 400_000_000, new() { Items = [Toilet, WaterSystem], Zones = [Zone.III], MaxSharePercent = 80 }),
        Money("P40", "D34", "Sức trẻ bản làng", 50_000_000, new() { Items = [SchoolSite], Communes = [SinhPhinh] }),
        Money("P41", "D35", "Công ty Thép Ngàn Sao", 250_000_000, new() { Items = [SchoolSite], Communes = [SinhPhinh] }),
        Money("P42", "D36", "Nhóm thiện nguyện Lên Ngàn", 100_000_000, new() { Categories = ["building"], Districts = [TuaChua] }),
        Money("P43", "D37", "Quỹ Điểm trường hy vọng", 400_000_000, new() { Items = [SchoolSite], MaxSharePercent = 60 }),
        Money("P44", "D38", "Công ty Đồ chơi Cầu Vồng", 160_000_000, new() { Items = [PlayArea], Districts = [NamPo, MuongCha], AllOrNothing = true }),
    ];

    private static IEnumerable<Pledge> ForOnePlace() =>
    [
        Money("P45", "D39", "Chung tay vùng lũ", 150_000_000, new() { Communes = [XaDung, TiaDinh], ExcludeItems = [HeartSurgery, Scholarship] }),
        Money("P46", "D40", "Đoàn thanh niên Sở (mẫu)", 25_000_000, new() { Items = [WaterSystem], Communes = [TiaDinh] }),
        Money("P47", "D41", "Kiều bào quê Thanh Yên", 40_000_000, new() { Communes = [ThanhYen] }),
        Money("P48", "D42", "Hai công ty Hạt Lúa (mẫu)", 100_000_000, new() { Categories = ["scholarship"], Communes = [ThanhNua] }),
        Money("P54", "D46", "Doanh nghiệp phố Tuần Giáo", 120_000_000, new() { Communes = [TuanGiaoCommune], ExcludeItems = [Toilet, WaterSystem, PlayArea, SchoolSite] }),
        Money("P55", "D47", "Homestay Mường Phăng", 45_000_000, new() { Communes = [MuongPhang] }),
        Money("P56", "D48", "Hợp tác xã Gạo Lòng Chảo", 160_000_000, new() { Communes = [ThanhNua, ThanhAn], Categories = ["warm", "meal", "school"] }),
        Goods("P57", "D08", "Công ty May Hoa Mơ", WarmSet, 180, new() { Zones = [Zone.II] }),
        Money("P58", "D49", "Tiểu thương chợ trung tâm", 65_000_000, new() { Communes = [DienBienPhu, MuongThanh], Urgencies = [Urgency.High, Urgency.Normal] }),
        Money("P59", "D21", "Bảo hiểm Mái Ấm (mẫu)", 60_000_000, new() { Items = [Scholarship], Zones = [Zone.I, Zone.II] }),
        Money("P49", "D43", "Đồn biên phòng kết nghĩa (mẫu)", 35_000_000, new() { Communes = [MuongNha], Categories = ["school", "meal", "warm"] }),
    ];

    /// <summary>Each keeps something for a reason that the plan has to name.</summary>
    private static IEnumerable<Pledge> LeftOver() =>
    [
        // Its last day is past.
        Money("P50", "D09", "Câu lạc bộ Áo ấm vùng cao", 120_000_000, new() { Items = [WarmSet], AvailableUntil = new DateOnly(2026, 10, 31) }),
        // Nobody in that town asks for a play area.
        Money("P51", "D44", "Trung tâm Thương mại Lòng Chảo", 80_000_000, new() { Items = [PlayArea], Communes = [DienBienPhu] }),
        // Five toilets or none, as named in the gift, where one is missing.
        Money("P52", "D29", "Điều ước học trò", 300_000_000, new() { Items = [Toilet], Communes = [SinhPhinh], AllOrNothing = true }),
        // Comes after the winter it is meant for.
        Goods("P53", "D45", "Hội phụ nữ khu phố Năm", WarmSet, 120, new() { AvailableFrom = new DateOnly(2027, 2, 1) }),
    ];

    private static Pledge Money(string id, string donor, string donorName, long amountVnd, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id),
        Donor = new DonorId(donor),
        DonorName = donorName,
        Kind = PledgeKind.Money,
        Amount = amountVnd,
        Conditions = conditions ?? PledgeConditions.None,
    };

    private static Pledge Goods(string id, string donor, string donorName, ItemId item, long units, PledgeConditions conditions) => new()
    {
        Id = new PledgeId(id),
        Donor = new DonorId(donor),
        DonorName = donorName,
        Kind = PledgeKind.Goods,
        Amount = units,
        Item = item,
        Conditions = conditions,
    };
}
