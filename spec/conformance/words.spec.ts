import { itConforms } from '../support/conformance-case.js';
import { parseChain } from '../support/oracle/words.js';

describe('words.jsonl', () => {
  itConforms('words.jsonl', ({ words, zone, startingAt }) => ({ words: parseChain(words), zone, startingAt }));
});
