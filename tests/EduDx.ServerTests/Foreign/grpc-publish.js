// Publishes one batch over gRPC and prints the reply as JSON.
// node grpc-publish.js HOST:PORT PROTO_FOLDER BATCH_JSON
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const [address, protos, batch] = process.argv.slice(2);
const definition = loader.loadSync("edudx/ingest/v1/ingest.proto", { includeDirs: [protos], keepCase: true, longs: Number, enums: String });
const { Ingest } = grpc.loadPackageDefinition(definition).edudx.ingest.v1;
const client = new Ingest(address, grpc.credentials.createInsecure());
const stream = client.Publish({ deadline: Date.now() + 10000 });
stream.on("data", reply => console.log(JSON.stringify(reply)));
stream.on("error", error => { console.error(error.message); process.exitCode = 1; client.close(); });
stream.on("end", () => client.close());
const request = JSON.parse(batch);
for (const event of request.events) event.id = Buffer.from(event.id, "hex");
stream.write(request);
stream.end();
