namespace Matching.Cli.Wording;

/// <summary>Registering successions of communes, zones, prices and names from files.</summary>
internal static partial class Phrases
{
    public static readonly Phrase PlacesPurpose = new(
        "Ghi bảng chuyển đổi mã xã, khu vực, định mức giá hoặc tên gọi khác của mặt hàng từ tệp CSV vào cơ sở dữ liệu.",
        "Register a succession of communes, zones, price norms or other names of items from a CSV file.");

    public static readonly Phrase PlacesExample = new("Ghi bảng chuyển đổi từ mã xã 2024 sang 2025.", "Register how the communes of 2024 became those of 2025.");

    public static readonly Phrase PlacesZonesExample = new("Ghi khu vực của các xã.", "Register zones of communes.");

    public static readonly Phrase PlacesRemark = new(
        "Tệp đã ghi rồi thì không thay đổi gì. Với SQLite, hãy dừng dịch vụ trước; khi dịch vụ chạy, dùng các địa chỉ HTTP trong docs/places.md.",
        "A file that was registered before changes nothing. On SQLite stop the service first; while it runs use the HTTP addresses of docs/places.md.");

    public static readonly Phrase PlacesFile = new("Tệp CSV, mã UTF-8; các cột theo docs/places.md.", "The CSV file, UTF-8; columns as in docs/places.md.");

    public static readonly Phrase PlacesKind = new("Nội dung của tệp.", "What the file holds.");

    public static readonly Phrase PlacesFromSet = new("Bộ mã cũ, ví dụ 2024.", "The older administrative set, as 2024.");

    public static readonly Phrase PlacesToSet = new("Bộ mã mới, ví dụ 2025.", "The newer administrative set, as 2025.");

    public static readonly Phrase PlacesInForce = new("Ngày có hiệu lực của bộ mã mới, yyyy-MM-dd.", "The first day of the newer set, yyyy-MM-dd.");

    public static readonly Phrase PlacesCitation = new("Văn bản căn cứ.", "The decision behind it.");

    public static readonly Phrase PlacesSuccessionNeeds = new(
        "Bảng chuyển đổi cần --from-set, --to-set, --citation và --in-force dạng yyyy-MM-dd.",
        "A succession needs --from-set, --to-set, --citation, and --in-force as yyyy-MM-dd.");

    public static readonly Phrase PlacesDone = new("Đã ghi {0} dòng, bút toán {1}.", "{0} rows registered, entry {1}.");

    public static readonly Phrase PlacesKnown = new("{0} dòng này đã được ghi trước đó, bút toán {1}.", "These {0} rows were registered before, entry {1}.");
}
