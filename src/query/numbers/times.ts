/** Reads times of day and days of the week, and writes them otherwise: 8:30, 8点半, 八点三十分; 周三, 星期三, 礼拜三. */
import type { LooseSpellings, NumberExpression } from './expression.ts';
import { hanInteger, matchAt } from './numerals.ts';
import { isClassifier, readUnit } from './units.ts';
import { writeHan } from './write-numerals.ts';

const han = '[零〇一二三四五六七八九十]';
const number = `(\\d{1,2}|${han}{1,3}|两)`;
const colonPattern = /(\d{1,2}):(\d\d)(?![\d:])/y;
const pointPattern = /* @__PURE__ */ new RegExp(`${number}[点时](?:(半)|(一|三)刻|(整|钟)|${number}分?)`, 'y');
/** What makes 时 before it a part of another word: 9时段. */
const afterHour = '间代段候期常刻装尚速任差效限值空光';
/** 一点 is mostly "a little", 一时 "for a while", 四时 the seasons. */
const hourPattern = /* @__PURE__ */ new RegExp(
  `(?!一点|[一四]时)${number}(?:点|时(?![${afterHour}]))(?![${'零〇一二三四五六七八九十'}\\d分])`,
  'y',
);
const weekdayPattern =
  /(?:星期|礼拜|周)([一二三四五六日天]|(?<![\d一二三四五六七八九十两几每]周)[1-6](?![\d.:]))(?![一二三四五六七八九十])/y;
const weekdays = '一二三四五六';

/** Words before a time, and the hours that they put it in. */
const partsOfDay: readonly (readonly [word: string, first: number, last: number])[] = [
  ['凌晨', 0, 5],
  ['清晨', 4, 8],
  ['早晨', 5, 9],
  ['早上', 5, 9],
  ['早', 5, 9],
  ['上午', 6, 12],
  ['中午', 11, 14],
  ['下午', 12, 18],
  ['午后', 12, 17],
  ['傍晚', 16, 19],
  ['晚上', 17, 23],
  ['晚间', 17, 23],
  ['晚', 17, 23],
];
const partOfDayPattern = /* @__PURE__ */ new RegExp(`(${partsOfDay.map(([word]) => word).join('|')}) ?`, 'y');
/** Behind a part of the day 四时 is an hour as well. */
const shortHourPattern = /* @__PURE__ */ new RegExp(`${number}时(?![${'零〇一二三四五六七八九十'}\\d分])`, 'y');

/** A time of day on a clock. */
interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly end: number;
}

/** Reads the time of day that begins at `at`: 15:30, 三点半, 下午3点半. */
export function readTime(text: string, at: number): NumberExpression | undefined {
  const part = matchAt(partOfDayPattern, text, at);
  if (!part) {
    const clock = readClock(text, at);
    const time = clock && createTime(clock.hour, clock.minute, clock.end);
    return time && { ...time, loosely: spellOtherHalf(clock) };
  }
  const start = at + part[0].length;
  const shortHour = matchAt(shortHourPattern, text, start);
  const clock =
    readClock(text, start) ??
    (shortHour ? { hour: readSmall(shortHour[1]), minute: 0, end: start + shortHour[0].length } : undefined);
  if (!clock) return undefined;
  const [, first, last] = partsOfDay.find(([word]) => word === part[1])!;
  const hour = [clock.hour, clock.hour + 12].find(hour => hour >= first && hour <= last);
  return hour === undefined ? undefined : createTime(hour, clock.minute, clock.end);
}

function readClock(text: string, at: number): Clock | undefined {
  const colon = matchAt(colonPattern, text, at);
  if (colon) return { hour: Number(colon[1]), minute: Number(colon[2]), end: at + colon[0].length };
  const point = matchAt(pointPattern, text, at);
  if (point) {
    const [all, hour, half, quarters, isWhole, minutes] = point;
    const minute = half ? 30 : quarters ? (quarters === '一' ? 15 : 45) : isWhole ? 0 : readSmall(minutes);
    const end = at + all.length;
    // 八点五 and 八点零五米 are numbers; 八点零五, 八点三十 and 八点五分 are times.
    const isTime =
      minutes === undefined ||
      /分$|十/.test(all.slice(hour.length)) ||
      (minutes.length === 2 && hour !== '零' && !readUnit(text, end) && !isClassifier(text[end]));
    return isTime ? { hour: readSmall(hour), minute, end } : undefined;
  }
  const hour = matchAt(hourPattern, text, at);
  return hour ? { hour: readSmall(hour[1]), minute: 0, end: at + hour[0].length } : undefined;
}

/** Reads the day of the week that begins at `at`. */
export function readWeekday(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(weekdayPattern, text, at);
  // 周1次 counts.
  if (!match || (/\d/.test(match[1]) && isClassifier(text[at + match[0].length]))) return undefined;
  const day = /\d/.test(match[1]) ? weekdays[Number(match[1]) - 1] : match[1];
  const days = weekdays.includes(day) ? [day] : ['日', '天'];
  return {
    end: at + match[0].length,
    value: `weekday ${days[0]}`,
    spell: () => ['周', '星期', '礼拜'].flatMap(name => days.map(day => name + day)),
  };
}

function readSmall(written: string): number {
  if (/^\d/.test(written)) return Number(written);
  return written === '两' ? 2 : Number(hanInteger(written.replace(/^[零〇](?=.)/, '')));
}

function createTime(hour: number, minute: number, end: number): NumberExpression | undefined {
  if (!(hour >= 0 && hour <= 24 && minute >= 0 && minute < 60)) return undefined;
  return {
    end,
    value: `time ${hour}:${minute}`,
    spell: () => [...spellTime(hour, minute), ...spellAfternoon(hour, minute)],
  };
}

/**
 * What a time without a part of the day may mean: 两点一刻 is also said of 14:15, and 14:15 is also said as 两点一刻. Of the latter
 * only times with minutes: in 上午8点 there is no 20:00.
 */
function spellOtherHalf({ hour, minute }: Clock): LooseSpellings | undefined {
  if (hour === 0 || hour === 12 || hour > 23) return undefined;
  if (hour > 12 && minute === 0) return undefined;
  const other = hour < 12 ? hour + 12 : hour - 12;
  return { areWithoutYear: false, spell: () => spellTime(other, minute) };
}

/** A time after noon by twelve hours, with the part of the day: 下午3点半 for 15:30. */
function spellAfternoon(hour: number, minute: number): string[] {
  if (hour <= 12 || hour > 23) return [];
  const part = hour < 18 ? '下午' : '晚上';
  const onTheHour = minute === 0 ? [`${hour - 12}时`, `${writeHan(String(hour - 12))}时`] : [];
  return [...spellTime(hour - 12, minute), ...onTheHour].map(time => part + time);
}

function spellTime(hour: number, minute: number): string[] {
  const twoDigits = String(minute).padStart(2, '0');
  const hours = hour < 10 ? [String(hour), `0${hour}`] : [String(hour)];
  const hanHours = hour === 2 ? ['两', '二'] : [writeHan(String(hour))];
  const spellings = hours.map(each => `${each}:${twoDigits}`);
  const ends = minute === 0 ? ['点', '点钟', '点整', '时'] : [`点${twoDigits}`, `点${minute}分`, `时${minute}分`];
  const hanMinute = (minute < 10 ? '零' : '') + writeHan(String(minute));
  const hanEnds = minute === 0 ? ends : [`点${hanMinute}`, `点${hanMinute}分`, `时${hanMinute}分`];
  if (minute > 0 && minute < 10) ends.push(`点${twoDigits}分`, `时${twoDigits}分`);
  if (minute === 0) ends.push('时整');
  for (const each of [ends, hanEnds]) {
    if (minute === 30) each.unshift('点半');
    if (minute === 15) each.push('点一刻');
    if (minute === 45) each.push('点三刻');
  }
  spellings.push(...hours.flatMap(each => ends.map(end => each + end)));
  return [...spellings, ...hanHours.flatMap(each => hanEnds.map(end => each + end))].filter(
    // 零点零五 is a number.
    each => !/^(?:一点|[一四]时|零点零.)$/.test(each),
  );
}
