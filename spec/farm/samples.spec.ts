import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

describe('the samples of a farm', function () {
  this.timeout(60_000);

  it('durable-work.ts stores once what is asked for twice, tries again, and goes on with what follows', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/samples/farm/durable-work.js']);
    const lines = stdout.trim().split('\n');
    expect(lines).to.have.members([
      'asked for twice, stored once: true false',
      'receipt {"order":42}, attempt 1, send-receipt@order-42',
      'Error: the mail server is busy',
      'receipt {"order":42}, attempt 2, send-receipt@order-42',
      'how it ended: succeeded',
      'the receipt is filed',
    ]);
    expect(lines.at(-1)).to.equal('the receipt is filed');
  });
});
