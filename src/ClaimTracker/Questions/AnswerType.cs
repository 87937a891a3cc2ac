namespace ClaimTracker.Questions;

/// <summary>What sort of answer a question takes.</summary>
public enum AnswerType
{
    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>A figure with its qualifier.</summary>
    Quantity,

    /// <summary>A date in EDTF.</summary>
    Date,

    /// <summary>A place, from the smaller to the larger where it is given in several: "Tovuz, Azerbaijan".</summary>
    Place,

    /// <summary>One of several that exclude each other.</summary>
    Choice,
}
