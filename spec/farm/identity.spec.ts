import { expect } from 'chai';
import { askId, askQueue, channelOf, dueQueue, missedId, occurrenceId } from '../../lib/farm/identity.js';

describe('the identity of an occurrence in a farm', () => {
  it('never changes: these are the ids that hosts of other releases write', () => {
    expect(occurrenceId('shop', 'digest', 1_795_000_500_000)).to.equal('dcd21461-dc8c-5f4a-a189-8a37647eee2e');
    expect(missedId('shop', 'digest', 1_795_000_500_000)).to.equal('7eccc939-9c32-5ece-a9b7-5bcea56df5ba');
    expect(askId('shop', 'receipt', 'order-42')).to.equal('03933c2b-34be-5b64-9b70-bcd4c9bc4922');
  });

  it('is a uuid of version 5', () => {
    expect(occurrenceId('shop', 'digest', 0)).to.match(
      /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it('tells apart what differs only in where one part ends', () => {
    const ids = [
      occurrenceId('a', 'b\n1', 2),
      occurrenceId('a\nb', '1', 2),
      occurrenceId('a', 'b', 12),
      missedId('a', 'b', 12),
    ];
    expect(new Set([...ids, askId('a', 'b', '12')]).size).to.equal(5);
  });

  it('puts no name of a job into the name of a queue or channel', () => {
    expect(dueQueue('shop')).to.equal('shop.due');
    expect(askQueue('shop', "receipt'; drop table")).to.match(/^shop\.ask\.[\da-f]{24}$/);
    expect(channelOf('x'.repeat(40), 'y'.repeat(40))).to.match(/^carillon_[\da-f]{24}$/);
  });
});
