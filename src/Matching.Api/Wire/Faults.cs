using System.Globalization;

namespace Matching.Api.Wire;

/// <summary>Collects what is wrong in a body, so that all of it is told at once.</summary>
internal sealed class Faults
{
    public const string IdEn = "an id has 1 to 64 letters, digits, dots, dashes, underscores or colons";
    public const string IdVi = "mã gồm 1 đến 64 chữ, số, dấu chấm, gạch ngang, gạch dưới hoặc hai chấm";

    private readonly List<Fault> _faults = [];

    public static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && id.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ':');

    /// <summary>An id: 1 to 64 letters, digits, dots, dashes, underscores or colons.</summary>
    public Faults Id(string member, string? id)
    {
        if (!IsId(id))
        {
            _faults.Add(new(member, IdEn, IdVi));
        }

        return this;
    }

    /// <summary>A text that must say something, at most so long.</summary>
    public Faults Text(string member, string? text, int longest = 200, bool required = true)
    {
        if (text is null ? required : string.IsNullOrWhiteSpace(text) || text.Length > longest)
        {
            _faults.Add(new(
                member,
                string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {longest} characters is expected"),
                string.Create(CultureInfo.InvariantCulture, $"cần văn bản từ 1 đến {longest} ký tự")));
        }

        return this;
    }

    public Faults Between(string member, long? number, long least, long most)
    {
        if (number < least || number > most)
        {
            _faults.Add(new(
                member,
                string.Create(CultureInfo.InvariantCulture, $"{number} is out of range: {least} to {most}"),
                string.Create(CultureInfo.InvariantCulture, $"{number} nằm ngoài khoảng {least} đến {most}")));
        }

        return this;
    }

    public Faults When(bool wrong, string member, string en, string vi)
    {
        if (wrong)
        {
            _faults.Add(new(member, en, vi));
        }

        return this;
    }

    /// <exception cref="Refused">Something was wrong.</exception>
    public void Refuse()
    {
        if (_faults.Count > 0)
        {
            throw Refused.Invalid(_faults);
        }
    }
}
