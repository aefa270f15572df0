using System.Globalization;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>A fibre as the input catalogue has it. Filled anew for each.</summary>
sealed class InputRow : Observation
{
    readonly byte[] _name = new byte[24];

    /// <summary>What it was meant for; null for the sky.</summary>
    public Spectrum? Target;

    /// <summary>The name of a target that Gaia lists; empty for others.</summary>
    public ReadOnlySpan<byte> TargetName()
    {
        if (Target is null || Target.Source.GaiaId == Source.None) return default;
        _name[0] = (byte)'G';
        Target.Source.GaiaId.TryFormat(_name.AsSpan(1), out var length, default, CultureInfo.InvariantCulture);
        return _name.AsSpan(0, length + 1);
    }

    /// <summary>The magnitude of the target as far as the list of targets knew it, two decimals; NaN for the sky.</summary>
    /// <param name="band">0 to 2: g, r, i.</param>
    public double Magnitude(int band) => Target is null ? double.NaN : Math.Round((Target.Source.Brightness + Colours.OfPanStarrs(band, Target.Source.Temperature)) * 100) / 100;

    /// <summary>Takes the place of a spectrum on its plate.</summary>
    public void Take(Spectrum target)
    {
        (Target, Plate, Fibre, Offset) = (target, target.Plate, target.Fibre, target.Offset);
        (Ra, Dec, RaObs, DecObs) = (target.Ra, target.Dec, target.RaObs, target.DecObs);
    }
}

/// <summary>
/// The fibres of a survey's plates: those with a published spectrum, and sky fibres, one for every fifth of them as long as slots have a fibre to spare.
/// </summary>
/// <typeparam name="T">What a spectrum of the survey is.</typeparam>
sealed class InputTable<T>(TableDefinition definition, SurveyPlan plan, Func<SpectrumMaker<T>> newMaker) : SimulatedTable<InputRow>(definition, Columns) where T : Spectrum, new()
{
    const int SkyEvery = 5;

    static readonly byte[] Star = "Star"u8.ToArray(), Standard = "FS"u8.ToArray(), Galaxy = "gal"u8.ToArray(), Quasar = "QSO"u8.ToArray(), Sky = "Sky"u8.ToArray();
    static readonly byte[] Obj = "Obj"u8.ToArray(), StandardFibre = "F-Std"u8.ToArray(), Bands = "gri"u8.ToArray(), Epoch = "J2000.0"u8.ToArray();

    static readonly ColumnSet<InputRow> Columns = SpectrumColumns.OfObservation.Of<InputRow>()
        .With(new Dictionary<string, Number<InputRow>>
        {
            ["mag1"] = r => r.Magnitude(0),
            ["mag2"] = r => r.Magnitude(1),
            ["mag3"] = r => r.Magnitude(2),
            ["mag4"] = _ => double.NaN,
            ["mag5"] = _ => double.NaN,
            ["mag6"] = _ => double.NaN,
            ["mag7"] = _ => double.NaN,
        })
        .With(new Dictionary<string, Text<InputRow>>
        {
            ["objtype"] = r => r.Target switch
            {
                null => Sky,
                { IsStandard: true } => Standard,
                { Source.Class: ObjectClass.Galaxy } => Galaxy,
                { Source.Class: ObjectClass.Quasar } => Quasar,
                _ => Star,
            },
            ["fibertype"] = r => r.Target switch { null => Sky, { IsStandard: true } => StandardFibre, _ => Obj },
            ["magtype"] = r => r.Target is null ? default : Bands,
            ["epoch"] = _ => Epoch,
            ["tname"] = r => r.TargetName(),
        });

    /// <inheritdoc/>
    public override long Units => plan.Slots;

    /// <inheritdoc/>
    public override int BlockUnits => 1024;

    /// <inheritdoc/>
    public override UnitWriter NewWriter()
    {
        var maker = newMaker();
        var row = new InputRow();
        return (number, writer) =>
        {
            var field = plan.FieldOfSlot(number);
            var slot = (int)(number - field.FirstSlot);
            var fibres = field.FibresOf(slot);
            for (var visit = 0; visit < field.Plates.Length && field.IsPublished(slot, visit); visit++)
            {
                row.Take(maker.Make(field, slot, visit, 0));
                Write(row, writer);
                if (slot % SkyEvery != 0 || fibres.Count < 2) continue;
                AimAtSky(row, field, fibres);
                Write(row, writer);
            }
        };
    }

    // The fibre of the slot next to the target's, at a point of its own cell.
    static void AimAtSky(InputRow row, Field field, (int First, int Count) fibres)
    {
        row.Fibre = fibres.First + (row.Fibre - fibres.First + 1) % fibres.Count;
        (row.Target, row.Offset) = (null, 0);
        var draws = new Draws(Draws.Key(field.Key, (ulong)row.Obsid));
        FocalPlane.Point(row.Fibre, ref draws, out var rho, out var phi);
        var (ra, dec) = field.Centre.Offset(rho, phi).Equatorial();
        (row.Ra, row.Dec) = (row.RaObs, row.DecObs) = SourceMaker.Publish(ra, dec);
    }
}
