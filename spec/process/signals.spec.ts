import { expect } from 'chai';
import { Child } from './child.js';

const ABANDONED = [
  "job 'stubborn' was abandoned while still in progress (stubborn@…): job 'stubborn' was cancelled: the scheduler is stopping",
  'carillon: scheduler abandoned stubborn',
];

describe('a process that is asked to stop', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`lets a cooperative job end, then ends by ${signal}`, async () => {
      await using child = new Child('jobs', 'cooperative');
      (await child.says('ready')).signal(signal);
      expect(await child.ends()).to.deep.equal({
        endedBy: signal,
        stdout: ['ready', 'cooperative ended'],
        stderr: [`carillon: ${signal}: stopping, waiting for cooperative`],
      });
    });
  }

  it('ends at once when it is idle', async () => {
    await using child = new Child('jobs', 'idle');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stderr } = await child.ends();
    expect(endedBy).to.equal('SIGTERM');
    expect(stderr).to.deep.equal(['carillon: SIGTERM: stopping, nothing is running']);
  });

  it('cancels a job when its time to drain is over', async () => {
    await using child = new Child('jobs', 'patient', '--drain=50');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stdout } = await child.ends();
    expect(endedBy).to.equal('SIGTERM');
    expect(stdout).to.include('patient cancelled');
  });

  it('ends with status 1 and says so when a stubborn job was abandoned', async () => {
    await using child = new Child('jobs', 'stubborn', 'cooperative', '--drain=50', '--cancel=50');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stderr } = await child.ends();
    expect(endedBy).to.equal(1);
    expect(withoutInstants(stderr)).to.deep.equal([
      'carillon: SIGTERM: stopping, waiting for stubborn, cooperative',
      ...ABANDONED,
    ]);
  });

  it('cancels at a second signal', async () => {
    await using child = new Child('jobs', 'patient');
    (await child.says('ready')).signal('SIGINT');
    (await child.says('stopping for a while')).signal('SIGINT');
    const { endedBy, stderr } = await child.ends();
    expect(endedBy).to.equal('SIGINT');
    expect(stderr).to.deep.equal([
      'carillon: SIGINT: stopping, waiting for patient',
      'carillon: SIGINT again: cancelling, waiting for patient',
    ]);
  });

  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const) {
    it(`exits with status ${status} at a third ${signal}`, async () => {
      await using child = new Child('jobs', 'stubborn');
      (await child.says('ready')).signal(signal);
      (await child.says('stopping for a while')).signal(signal);
      (await child.says('cancelled for a while')).signal(signal);
      const { endedBy, stderr } = await child.ends();
      expect(endedBy).to.equal(status);
      expect(stderr).to.have.length(2);
    });
  }

  it('takes one keystroke that is delivered twice for one', async () => {
    await using child = new Child('jobs', 'stubborn', '--drain=400', '--cancel=50', '--twice');
    const { endedBy, stderr } = await child.ends();
    expect(endedBy).to.equal(1);
    expect(withoutInstants(stderr)).to.deep.equal(['carillon: SIGINT: stopping, waiting for stubborn', ...ABANDONED]);
  });

  it('stops several schedulers side by side', async () => {
    await using child = new Child('jobs', 'patient', 'idle', 'patient', 'cooperative', '--drain=400');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stdout, stderr } = await child.ends();
    expect(endedBy).to.equal('SIGTERM');
    const cancelled = 'patient cancelled';
    const waited = 'stopping for a while';
    expect(stdout).to.deep.equal(['ready', 'cooperative ended', waited, waited, cancelled, cancelled]);
    expect(stderr).to.deep.equal(['carillon: SIGTERM: stopping, waiting for patient, patient, cooperative']);
  });

  describe('with a cooperative job, a stubborn job and an idle scheduler', () => {
    const waiting = 'carillon: SIGTERM: stopping, waiting for cooperative, stubborn';
    const again = 'carillon: SIGTERM again: cancelling, waiting for stubborn';
    const idle = 'finished [] cancelled [] abandoned []';
    const both = 'finished [cooperative] cancelled [] abandoned [stubborn]';

    it('one signal drains, cancels, abandons, and ends with status 1', async () => {
      await using child = new Child('jobs', 'cooperative+stubborn', 'idle', '--report', '--drain=400', '--cancel=50');
      (await child.says('ready')).signal('SIGTERM');
      const { endedBy, stdout, stderr } = await child.ends();
      expect(endedBy).to.equal(1);
      expect(stdout).to.deep.equal(['ready', 'cooperative ended', idle, 'stopping for a while', both]);
      expect(withoutInstants(stderr)).to.deep.equal([waiting, ...ABANDONED]);
    });

    it('two cut the drain short', async () => {
      await using child = new Child('jobs', 'cooperative+stubborn', 'idle', '--report', '--cancel=50');
      (await child.says('ready')).signal('SIGTERM');
      (await child.says('stopping for a while')).signal('SIGTERM');
      const { endedBy, stdout, stderr } = await child.ends();
      expect(endedBy).to.equal(1);
      expect(stdout).to.deep.equal(['ready', 'cooperative ended', idle, 'stopping for a while', both]);
      expect(withoutInstants(stderr)).to.deep.equal([waiting, again, ...ABANDONED]);
    });

    it('three end it with status 143, without the report of what was not waited for', async () => {
      await using child = new Child('jobs', 'cooperative+stubborn', 'idle', '--report');
      (await child.says('ready')).signal('SIGTERM');
      (await child.says('stopping for a while')).signal('SIGTERM');
      (await child.says('cancelled for a while')).signal('SIGTERM');
      const { endedBy, stdout, stderr } = await child.ends();
      expect(endedBy).to.equal(143);
      expect(stdout).to.not.include(both);
      expect(stderr).to.deep.equal([waiting, again]);
    });
  });

  it('stops background work beside the jobs of another scheduler, and refuses more', async () => {
    await using child = new Child('background');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stdout, stderr } = await child.ends();
    expect(endedBy).to.equal('SIGTERM');
    expect(stdout).to.deep.equal([
      'ready',
      'refused',
      'cooperative ended',
      'letter left',
      'postcard left',
      'mailer cancelled [letter,postcard]',
    ]);
    expect(stderr).to.deep.equal(['carillon: SIGTERM: stopping, waiting for letter, postcard, cooperative']);
  });

  it('still ends as it should when its terminal has gone', async () => {
    await using child = new Child('jobs', 'cooperative');
    (await child.says('ready')).closeStderr().signal('SIGHUP');
    expect((await child.ends()).endedBy).to.equal('SIGHUP');
  });
});

/** The real date is in the key of each run. */
function withoutInstants(lines: readonly string[]): readonly string[] {
  return lines.map(line => line.replace(/@[\d:.TZ-]+/, '@…'));
}
