interface OptionsState {
  words: Words;
  now: Date;
  device: Device | null;
  delivery: Delivery | null;
  settings: Settings;
  rulebook: Rulebook | null;
  waiting: { key: string; value: CaseEvent }[];
  refused: { key: string; value: { event: CaseEvent; reason: string } }[];
  sites: string[];
  pairing: { server: string; code: string; agent: string; error: string | null; busy: boolean; again: boolean };
  problem: { kind: string; key: string; values: Record<string, string> } | null; // with a key that was chosen
  said: string;
}
