namespace Becs.Server.Simulation;

/// <summary>What the simulated staff remember of the day: which record belongs to which booking.</summary>
internal sealed class DayBook
{
    private readonly Dictionary<string, BookedCase> _byKey = new(StringComparer.OrdinalIgnoreCase);

    public List<BookedCase> Cases { get; } = [];

    public List<RequestedBag> Requests { get; } = [];

    public BookedCase Open(Booking booking, Guid donorId, string donorNumber, Guid visitId)
    {
        var booked = new BookedCase(booking, donorId, donorNumber, visitId);
        Cases.Add(booked);
        Know(booked, donorId.ToString("D"), donorNumber, visitId.ToString("D"));
        return booked;
    }

    public void Know(BookedCase booked, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _byKey[key] = booked;
        }
    }

    /// <summary>The case a task is about, by the id or number of its subject.</summary>
    public BookedCase? Find(string? subjectId, string? subjectDisplay)
    {
        if (subjectId is not null && _byKey.TryGetValue(subjectId, out var byId))
        {
            return byId;
        }

        foreach (var word in (subjectDisplay ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (_byKey.TryGetValue(word, out var byNumber))
            {
                return byNumber;
            }
        }

        return null;
    }
}

/// <summary>One booked donor on the day.</summary>
internal sealed class BookedCase(Booking booking, Guid donorId, string donorNumber, Guid visitId)
{
    public Booking Booking { get; } = booking;

    public Guid DonorId { get; } = donorId;

    public string DonorNumber { get; } = donorNumber;

    public Guid VisitId { get; } = visitId;

    public string? Din { get; set; }

    /// <summary>How often somebody tried to identify the donor.</summary>
    public int Identifications { get; set; }

    public DateTime? StartedAt { get; set; }

    public bool IsCollected { get; set; }
}

/// <summary>One bag of an order and what shall become of it.</summary>
internal sealed class RequestedBag(Guid orderId, SampleOrder order, SamplePatient patient, string orderNumber, string fate)
{
    public Guid OrderId { get; } = orderId;

    public SampleOrder Order { get; } = order;

    public SamplePatient Patient { get; } = patient;

    public string OrderNumber { get; } = orderNumber;

    public string Fate { get; } = fate;

    public bool IsTold { get; set; }
}
