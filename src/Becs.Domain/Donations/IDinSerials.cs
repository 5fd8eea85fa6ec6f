namespace Becs.Domain.Donations;

/// <summary>The serial numbers of donation identification numbers, per facility and year. A serial is never given twice.</summary>
public interface IDinSerials
{
    /// <summary>Takes the next serial in this commit, from 1; two operations at once cannot get the same one committed.
    /// The facility number (FIN) has 5 characters, the nominal year four digits.</summary>
    Task<int> TakeAsync(string facilityNumber, int year, CancellationToken cancellationToken = default);
}
