import { itConforms } from '../support/conformance-case.js';

describe('cron.jsonl', () => {
  itConforms('cron.jsonl', ({ cron, zone }) => ({ words: [['toRunCron', cron]], zone }));
});
