/** The part of @lhncbc/ucum-lhc that is used here; the package has no declarations of its own. */
declare module '@lhncbc/ucum-lhc' {
  interface UcumUnit {
    readonly magnitude_: number;
    readonly dim_: { readonly dimVec_: number[] | null } | null;
    /** Name of the conversion function of special units (`Cel`, `degF`, `pH` ...). */
    readonly cnv_: string | null;
    readonly cnvPfx_: number;
    readonly isArbitrary_: boolean;
    readonly csCode_: string;
  }
  interface Found {
    readonly unit: UcumUnit | null;
    readonly retMsg: string[];
  }
  export const UcumLhcUtils: {
    getInstance(): { getSpecifiedUnit(code: string, mode: 'validate' | 'suggest'): Found };
  };
}
