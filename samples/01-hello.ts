import { DayOfWeek } from 'carillon';

console.log(`Hello: the bells ring on day ${DayOfWeek.Sunday}.`);

/* prints:
Hello: the bells ring on day 7.
*/
