using System.Text;

namespace Matching.Files.Tests;

/// <summary>The files of one small round without fault, to spoil one at a time.</summary>
internal sealed class TinyFiles
{
    public const string CommunesHeader =
        "commune_code,commune_name,district_code,district_name,province_code,province_name,zone,priority_tier,children,poor_household_percent,ethnic_minority_percent";

    public const string ItemsHeader = "item_code,name_vi,name_en,category,unit,unit_cost_vnd,kind";

    public const string NeedsHeader =
        "need_id,commune_code,site,item_code,age_group,quantity,urgency,needed_by,min_quantity,unit_cost_vnd,rank,beneficiaries,status";

    public const string PledgesHeader =
        "pledge_id,donor_id,donor_name,kind,amount_vnd,item_code,quantity,available_from,available_until,categories,items,provinces,districts,communes,"
        + "zones,tiers,urgencies,age_groups,exclude_provinces,exclude_communes,exclude_items,max_per_commune,max_share_percent,min_per_commune,max_communes,all_or_nothing";

    public const string PinsHeader = "pledge_id,need_id,rule,amount";

    public const string Settings = """
        { "format": 1, "round_id": "tiny", "as_of": "2026-11-22" }

        """;

    public const string CommuneRows = "03217,Mường Phăng,096,Điện Biên Phủ,11,Điện Biên,III,,1200,45.5,98\n03218,Pá Khoang,096,Điện Biên Phủ,11,Điện Biên,II,1,900,,\n04000,Sin Suối Hồ,,,12,Lai Châu,,,,,\n";

    public const string ItemRows = "jacket,Áo ấm,Warm jacket,clothes,cái,250000,consumable\ntoilet,Nhà vệ sinh,,wash,công trình,120000000,project\nlunch,Bữa trưa,,food,suất,12000,consumable\n";

    public const string NeedRows = "N1,03217,,jacket,,10,critical,,,,,,\nN2,03218,Điểm trường A,toilet,,1,high,2026-12-31,,90000000,1,60,verified\n";

    public const string PledgeRows = "P1,D1,Quỹ Một,money,5000000,,,,,,,,,,,,,,,,,,,,,\nP2,D2,,goods,,jacket,5,,,,,11,,,,,,,,,,,,,,\n";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public TinyFiles()
    {
        Put("round.json", Settings);
        Put("communes.csv", CommunesHeader + "\n" + CommuneRows);
        Put("items.csv", ItemsHeader + "\n" + ItemRows);
        Put("needs.csv", NeedsHeader + "\n" + NeedRows);
        Put("pledges.csv", PledgesHeader + "\n" + PledgeRows);
    }

    public TinyFiles Put(string file, string text) => Put(file, Encoding.UTF8.GetBytes(text));

    public TinyFiles Put(string file, byte[] bytes)
    {
        _files[file] = bytes;
        return this;
    }

    public TinyFiles Remove(string file)
    {
        _files.Remove(file);
        return this;
    }

    public string Text(string file) => Encoding.UTF8.GetString(_files[file]);

    public RoundReading Read()
    {
        using var folder = new TempFolder();
        WriteTo(folder.Root);
        return RoundFolder.Read(folder.Root);
    }

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in _files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    /// <summary>A row of pledges.csv with only the named cells filled.</summary>
    public static string Pledge(params (string Column, string Value)[] cells) => Row(PledgesHeader, cells);

    public static string Row(string header, params (string Column, string Value)[] cells)
    {
        var columns = header.Split(',');
        var row = new string[columns.Length];
        Array.Fill(row, "");
        foreach (var (column, value) in cells)
        {
            row[Array.IndexOf(columns, column)] = value;
        }

        return string.Join(',', row) + "\n";
    }
}
