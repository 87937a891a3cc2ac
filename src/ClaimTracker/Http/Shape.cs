using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using ClaimTracker.Text;

namespace ClaimTracker.Http;

/// <summary>
/// What a request type looks like to the reader: its members, which of them are required, and their rules. Taken once from the record's
/// constructor and the attributes of its properties, which the API document is made of too: there is no second copy of a rule.
/// </summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly ConstructorInfo constructor;

    private Shape(Type type)
    {
        constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        Members = [.. constructor.GetParameters().Select(p => new Member(p, type.GetProperty(p.Name!)!))];
    }

    public Member[] Members { get; }

    public static Shape Of(Type type) => Known.GetOrAdd(type, static t =>
    {
        lock (Nullability)
        {
            return new Shape(t);
        }
    });

    public Member? Find(string name) => Array.Find(Members, m => m.Name == name);

    public object Make(object?[] values) => constructor.Invoke(values);

    internal sealed class Member
    {
        public Member(ParameterInfo parameter, PropertyInfo property)
        {
            Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            Type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            IsNullable = Type != parameter.ParameterType || Nullability.Create(parameter).WriteState == NullabilityState.Nullable;
            IsRequired = !parameter.HasDefaultValue;
            Default = parameter.HasDefaultValue ? parameter.DefaultValue : null;
            Rule = property.GetCustomAttribute<TextRuleAttribute>();
            Items = property.GetCustomAttribute<ItemsAttribute>();
            Range = property.GetCustomAttribute<RangeAttribute>();
        }

        public string Name { get; }

        public Type Type { get; }

        public bool IsNullable { get; }

        public bool IsRequired { get; }

        public object? Default { get; }

        public TextRuleAttribute? Rule { get; }

        public ItemsAttribute? Items { get; }

        public RangeAttribute? Range { get; }
    }
}
