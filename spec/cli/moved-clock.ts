// Loaded into a process before all else: its clock stands at SPEC_NOW, however busy the machine is.
const nowMs = Date.parse(process.env['SPEC_NOW'] ?? '');

Date.now = () => nowMs;
