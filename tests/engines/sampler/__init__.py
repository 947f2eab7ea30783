"""Tests of the sampler: FluidSynth is the oracle, damaged banks the storm."""
