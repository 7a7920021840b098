// Publishes one payload at QoS 1 over a WebSocket and ends once it is acknowledged.
// node mqtt-websocket.js URL PROTOCOL_VERSION TOPIC PAYLOAD
import mqtt from "mqtt";

const [url, version, topic, payload] = process.argv.slice(2);
const client = await mqtt.connectAsync(url, { protocolVersion: Number(version), reconnectPeriod: 0, connectTimeout: 5000 });
await client.publishAsync(topic, payload, { qos: 1 });
await client.endAsync();
