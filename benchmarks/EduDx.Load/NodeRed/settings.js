// The flow alone: no editor, nothing over HTTP, nothing sent to anybody.
module.exports = {
    httpAdminRoot: false,
    httpNodeRoot: false,
    disableEditor: true,
    credentialSecret: false,
    flowFilePretty: true,
    telemetry: { enabled: false, updateNotification: false },
    diagnostics: { enabled: false },
    logging: { console: { level: "info", metrics: false, audit: false } },
};
