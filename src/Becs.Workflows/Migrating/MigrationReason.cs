namespace Becs.Workflows.Migrating;

/// <summary>Why an instance cannot go over to another version. Stored by name: frozen.</summary>
public enum MigrationReason
{
    /// <summary>It has ended, or runs another package than the plan says.</summary>
    NotThere,

    /// <summary>A step it stands at, or passed and still needs, is not in the other version.</summary>
    StepGone,

    /// <summary>A step it stands at is of another type, or of another version of its type.</summary>
    StepRetyped,

    /// <summary>A step it stands at is in another container.</summary>
    StepMoved,

    /// <summary>What it waits for was asked with settings the other version does not have.</summary>
    WaitChanged,

    /// <summary>The form of an open task is another one.</summary>
    FormChanged,

    /// <summary>It stands inside a container, or in several branches of a flowchart, that are drawn differently.</summary>
    ShapeChanged,

    /// <summary>It waits for a child whose package is another one in the other version.</summary>
    ChildChanged,

    /// <summary>It is a child: the package of its parent names the package it runs.</summary>
    IsChild,

    /// <summary>It holds a value of a variable or output the other version does not have.</summary>
    ValueGone,

    /// <summary>It holds a value of a variable that is of another type in the other version.</summary>
    ValueRetyped,

    /// <summary>The other version asks for an input it was not started with.</summary>
    InputMissing,

    /// <summary>Scripts of the other version read results of earlier steps, which were not kept.</summary>
    ResultsNotKept,

    /// <summary>A person did a step that has another id in the other version: who may not do which step would be lost.</summary>
    DoneUnderAnotherName,

    /// <summary>On every way to where it would stand the other version asks a step it has not done, or not with an outcome that leads there.</summary>
    WouldPassBy,

    /// <summary>No way of the other version leads to where it would stand.</summary>
    NoWayThere,

    /// <summary>An incident is open: what it was to do is not decided.</summary>
    IncidentOpen,

    /// <summary>It moved since it came here, so it is not taken back.</summary>
    MovedSince,
}

/// <summary>One reason why an instance stays where it is.</summary>
/// <param name="Reason">Why.</param>
/// <param name="About">The step, form, variable or workflow it is about; null when it is about the instance.</param>
public sealed record MigrationRefusal(MigrationReason Reason, string? About = null)
{
    /// <summary>Written as <c>StepGone:Verify</c>.</summary>
    public override string ToString() => About is null ? Reason.ToString() : $"{Reason}:{About}";
}
