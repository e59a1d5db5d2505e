/** Contrast after WCAG 2.2, "relative luminance" and "contrast ratio". */

const linear = (channel: number): number => {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16)));
  return 0.2126 * (red ?? NaN) + 0.7152 * (green ?? NaN) + 0.0722 * (blue ?? NaN);
};

/** 1 to 21; colours as `#rrggbb`. */
export const contrast = (one: string, other: string): number => {
  const [darker = NaN, lighter = NaN] = [luminance(one), luminance(other)].toSorted(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
};
