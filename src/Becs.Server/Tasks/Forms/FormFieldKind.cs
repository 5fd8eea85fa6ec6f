namespace Becs.Server.Tasks.Forms;

/// <summary>How a field is asked for. Follows from type, format and <c>x-widget</c>; see docs/forms.md.</summary>
public enum FormFieldKind
{
    Text,
    LongText,

    /// <summary>A whole number; with decimals set, a scaled one (125 is shown as 12.5).</summary>
    Integer,
    Number,
    YesNo,
    Choice,
    Date,
    DateTime,

    /// <summary>A barcode, scanned or typed.</summary>
    Scan,

    /// <summary>A table of repeated entries.</summary>
    Rows,

    /// <summary>
    /// A choice of the person the form is about, made alone on a covered screen. Sealed with the other answers, and never shown again: neither
    /// on the form nor beside the signature.
    /// </summary>
    Private,

    /// <summary>Shown, not asked: the workflow gave the value and the submission must not change it.</summary>
    Context,
}
