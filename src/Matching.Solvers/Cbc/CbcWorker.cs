using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Matching.Solvers.Integers;
using Matching.Solvers.Wire;
using Matching.Solvers.Workers;

namespace Matching.Solvers.Cbc;

/// <summary>The process that CBC runs in; the protocol is the one of eng/or-tools-worker/cp-sat.mjs.</summary>
internal sealed class CbcWorker : IDisposable
{
    private readonly FileStream _output;
    private readonly Lock _gate = new();
    private long? _running;

    // Standard output belongs to the protocol, and CBC prints.
    private CbcWorker() => _output = CbcPrintout.Capture(Tell);

    /// <summary>Answers requests until standard input closes.</summary>
    public static int Run()
    {
        using var worker = new CbcWorker();
        worker.Serve();

        End();
        return 0;
    }

    public void Dispose() => _output.Dispose();

    // A search that still runs has nobody left to tell; nothing here is worth unwinding.
    private static void End()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private void Serve()
    {
        Send(json =>
        {
            json.WriteString("type", "hello");
            json.WriteNumber("protocol", WorkerMessage.Protocol);
            json.WriteString("solver", "CBC");
            json.WriteString("version", CbcLibrary.Version);
            json.WriteNumber("threads", 1);
        });
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        while (input.ReadLine() is { } line)
        {
            try
            {
                Take(line);
            }
            catch (Exception refused) when (refused is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
                or OverflowException or ArgumentException or IntegerModelException)
            {
                Refuse(refused.Message);
            }
        }
    }

    private void Take(string line)
    {
        using var request = JsonDocument.Parse(line);
        var id = request.RootElement.GetProperty("id").GetInt64();
        switch (request.RootElement.GetProperty("op").GetString())
        {
            case "solve":
                var model = CpModelMessage.Read(request.RootElement.GetProperty("model").GetBytesFromBase64());
                var parameters = SatParametersMessage.Read(request.RootElement.GetProperty("parameters").GetBytesFromBase64());
                lock (_gate)
                {
                    if (_running is { } other)
                    {
                        throw new InvalidOperationException($"request {id} came while {other} is being solved; one at a time");
                    }

                    _running = id;
                }

                new Thread(() => Solve(id, model, parameters)) { IsBackground = true }.Start();
                break;
            case "cancel":
                // CBC's C interface has no way to end a search: the process ends instead, and with it what was found.
                End();
                break;
            default:
                throw new FormatException("unknown operation; known: solve, cancel");
        }
    }

    private void Solve(long id, IntegerModel model, SatParametersMessage parameters)
    {
        var response = CbcSearch.Run(model, parameters);
        lock (_gate)
        {
            _running = null;
            Send(json =>
            {
                json.WriteString("type", "done");
                json.WriteNumber("id", id);
                json.WriteBase64String("response", response.Write());
            });
        }
    }

    private void Tell(double? objective, double? bound)
    {
        lock (_gate)
        {
            if (_running is { } id)
            {
                Send(json =>
                {
                    json.WriteString("type", bound is null ? "incumbent" : "bound");
                    json.WriteNumber("id", id);
                    Number(json, "objective", objective);
                    Number(json, "bound", bound);
                });
            }
        }
    }

    private void Refuse(string message) => Send(json =>
    {
        json.WriteString("type", "error");
        json.WriteNull("id");
        json.WriteString("message", message);
        json.WriteBoolean("fatal", false);
    });

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void Send(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        lock (_output)
        {
            _output.Write(line.GetBuffer(), 0, (int)line.Length);
        }
    }
}
