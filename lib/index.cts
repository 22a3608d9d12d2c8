// What `require('carillon')` gives: the very same module, not a second copy of it. Node can require an ES module
// itself; this door is for compilers and tools that still go by the older rule and refuse to.
import carillon = require('./index.js');
export = carillon;
