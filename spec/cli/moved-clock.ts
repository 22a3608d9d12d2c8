// Loaded into a process before all else: moves its clock to SPEC_NOW, from where it goes on.
const real = Date.now.bind(Date);
const byMs = Date.parse(process.env['SPEC_NOW'] ?? '') - real();

Date.now = () => real() + byMs;
