// What `require('carillon/testing')` gives: the very same module. See ../index.cts.
import testing = require('./index.js');
export = testing;
