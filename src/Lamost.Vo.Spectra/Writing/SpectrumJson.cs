using System.Buffers;
using System.Text.Json;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// Writes a spectrum as a JSON object: <c>metadata</c> by name, as the PARAMs of the VOTable; <c>columns</c>, what each column is; <c>data</c>, an array for each column.
/// What is not a number is null.
/// </summary>
public static class SpectrumJson
{
    /// <summary>Writes the document.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="spectrum">At least one pixel.</param>
    /// <param name="about">What the archive says of it.</param>
    /// <exception cref="ArgumentException">The arrays of the spectrum are not of one length, or empty; nothing was written.</exception>
    public static void Write(IBufferWriter<byte> output, Spectrum spectrum, DatasetDescription about)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(about);
        var table = new SpectrumTable(spectrum);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        foreach (var item in SpectrumItems.Of(spectrum, about)) Item(json, item);
        json.WriteBoolean("simulated", about.Simulated);
        json.WriteEndObject();
        json.WriteStartObject("columns");
        foreach (var column in table.Columns) Column(json, column);
        json.WriteEndObject();
        json.WriteStartObject("data");
        var real = spectrum.IsDoublePrecision;
        Reals(json, "wavelength", spectrum.Wavelength, true);
        Reals(json, "flux", spectrum.Flux, real);
        Reals(json, "flux_error", Enumerable.Range(0, spectrum.Length).Select(spectrum.Error), real);
        Integers(json, "quality", Enumerable.Range(0, spectrum.Length).Select(i => (int)table.Quality(i)));
        Reals(json, "ivar", spectrum.InverseVariance, real);
        if (spectrum.AndMask is { } and) Integers(json, "and_mask", and);
        if (spectrum.OrMask is { } or) Integers(json, "or_mask", or);
        if (spectrum.Normalized is { } normalized) Reals(json, "normalized_flux", normalized, real);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Item(Utf8JsonWriter json, SpectrumItem item)
    {
        json.WritePropertyName(item.Name);
        switch (item.Value)
        {
            case string value:
                json.WriteStringValue(value);
                break;
            case long value:
                json.WriteNumberValue(value);
                break;
            case double value:
                Number(json, value, true);
                break;
            case (double first, double second):
                json.WriteStartArray();
                Number(json, first, true);
                Number(json, second, true);
                json.WriteEndArray();
                break;
        }
    }

    static void Column(Utf8JsonWriter json, TableColumn column)
    {
        json.WriteStartObject(column.Name);
        if (column.Unit is not null) json.WriteString("unit", column.Unit);
        if (column.Ucd is not null) json.WriteString("ucd", column.Ucd);
        if (column.Utype is not null) json.WriteString("utype", column.Utype);
        json.WriteString("description", column.Description);
        json.WriteEndObject();
    }

    static void Reals(Utf8JsonWriter json, string name, IEnumerable<double> values, bool isDouble)
    {
        json.WriteStartArray(name);
        foreach (var value in values) Number(json, value, isDouble);
        json.WriteEndArray();
    }

    static void Integers(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    static void Number(Utf8JsonWriter json, double value, bool isDouble)
    {
        if (!double.IsFinite(value)) json.WriteNullValue();
        else if (isDouble) json.WriteNumberValue(value);
        else if (float.IsFinite((float)value)) json.WriteNumberValue((float)value);
        else json.WriteNullValue();
    }
}
