using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.SignIn.Store;

/// <summary>Data-protection keys, kept with the accounts: cookies outlive a restart, and a backup holds what it needs.</summary>
internal sealed class KeyRing(UsersDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var users = database.Open();
        return [.. users.RingKeys.AsNoTracking().OrderBy(key => key.Name).AsEnumerable().Select(key => XElement.Parse(key.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var users = database.Open();
        users.RingKeys.Add(new RingKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        users.SaveChanges();
    }
}
