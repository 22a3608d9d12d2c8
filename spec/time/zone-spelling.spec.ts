import { expect } from 'chai';
import { zoneOf } from '../../lib/time/zone.js';
import { spelledZone } from '../../lib/time/zone-spelling.js';

/** Names of the IANA database, of zones and of aliases, with the oddest spellings that there are. */
const NAMES = `
  Africa/Dar_es_Salaam America/Argentina/Buenos_Aires America/Argentina/ComodRivadavia America/Indiana/Tell_City
  America/North_Dakota/New_Salem America/Port-au-Prince America/Port_of_Spain Antarctica/DumontDUrville
  Antarctica/McMurdo Asia/Calcutta Asia/Kathmandu Asia/Ho_Chi_Minh Asia/Ust-Nera Australia/ACT Australia/LHI Australia/NSW
  Brazil/DeNoronha Chile/EasterIsland Europe/Isle_of_Man Europe/Kyiv Etc/GMT+5 Etc/GMT-14 GB-Eire US/Eastern US/East-Indiana
  America/Knox_IN Mexico/BajaNorte NZ-CHAT EST5EDT PRC Cuba Hongkong Singapore Turkey`
  .trim()
  .split(/\s+/);

describe('the spelling of a zone', () => {
  for (const name of NAMES) {
    it(`is ${name}, whatever case it is given in`, () => {
      expect([name, name.toLowerCase(), name.toUpperCase()].map(given => zoneOf(given).name)).to.deep.equal([
        name,
        name,
        name,
      ]);
    });
  }

  it('is that of the runtime where it has one for this very name', () => {
    expect(spelledZone('america/st_johns', 'America/St_Johns')).to.equal('America/St_Johns');
  });

  it('is that of all others where the runtime calls an alias by another name', () => {
    expect(spelledZone('asia/kathmandu', 'Asia/Katmandu')).to.equal('Asia/Kathmandu');
  });

  it('is one for one zone, so that schedules of it are equal', () => {
    expect(zoneOf('asia/kathmandu')).to.equal(zoneOf('Asia/Kathmandu'));
  });
});
