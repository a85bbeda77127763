import type { Random } from '../../lib/random.ts';

export type Line = {
  readonly number: number;
  readonly sku: string;
  /** 12-digit UPC with a right check digit; with a leading zero it is the EAN. */
  readonly upc: string;
  readonly description: string;
  readonly quantity: number;
  /** Cents. */
  readonly price: number;
};

const names = [
  'OAT CRUNCH CEREAL 500G',
  'CRANBERRY GRANOLA BAR 12CT',
  'SEA SALT CRACKERS 250G',
  'DARK ROAST COFFEE 1KG',
  'SPARKLING LEMON WATER 6PK',
  'TOMATO PASSATA 700ML',
  'RED LENTIL SOUP 400G',
  'ALMOND BUTTER 340G',
  'WHOLEMEAL PENNE 1KG',
  'HONEY MUSTARD DRESSING 355ML',
  'FROZEN BLUEBERRIES 1KG',
  'CHICKPEAS IN WATER 400G',
];

/** Up to five different products. */
export function lines(random: Random, least: number): Line[] {
  return random
    .shuffle(names)
    .slice(0, random.int(least, 5))
    .map((description, at) => ({
      number: at + 1,
      sku: `HV${1000 + names.indexOf(description) * 37}`,
      upc: withCheckDigit(`0${71_900_000_00 + names.indexOf(description) * 1013}`.slice(0, 11)),
      description,
      quantity: random.int(2, 60) * 6,
      price: random.int(180, 2400),
    }));
}

/** Adds the modulo 10 check digit of UPC, EAN and SSCC numbers. */
export function withCheckDigit(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** `12.50` */
export const money = (cents: number): string => (cents / 100).toFixed(2);
