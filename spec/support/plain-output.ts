// Loaded before any spec: what a child process prints is compared as text, so it must be the same in a terminal, in
// continuous integration and where somebody asked for colours.
delete process.env['FORCE_COLOR'];
process.env['NO_COLOR'] = '1';
