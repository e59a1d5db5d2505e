/** How a stored raster is shown: mirrored left to right first, then turned clockwise. */
export interface Placement {
  readonly mirrored: boolean;
  readonly rotate: 0 | 90 | 180 | 270;
}

/** TIFF 6.0 section 8, Orientation: where row 0 and column 0 of the raster are when looked at. */
export function placementOf(orientation: number): Placement {
  switch (orientation) {
    case 2: // row 0 top, column 0 right
      return { mirrored: true, rotate: 0 };
    case 3: // bottom, right
      return { mirrored: false, rotate: 180 };
    case 4: // bottom, left
      return { mirrored: true, rotate: 180 };
    case 5: // left, top
      return { mirrored: true, rotate: 270 };
    case 6: // right, top
      return { mirrored: false, rotate: 90 };
    case 7: // right, bottom
      return { mirrored: true, rotate: 90 };
    case 8: // left, bottom
      return { mirrored: false, rotate: 270 };
    default:
      return { mirrored: false, rotate: 0 };
  }
}
