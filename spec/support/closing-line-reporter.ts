import mocha from 'mocha';

/** Mocha's dots and its list of failures, then one plain line that a script can read: `12 passed, 0 failed`. */
class ClosingLineReporter extends mocha.reporters.Dot {
  override epilogue(): void {
    super.epilogue();
    console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
}

// Mocha takes the class itself, not a module that holds it.
export { ClosingLineReporter as 'module.exports' };
