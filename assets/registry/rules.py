"""Rules are parameters with a name: the models that `renpu.toml` is validated against.

Every floor takes its own group of rules; `pipelines.settings` reads the file and hashes it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ByteSize, ConfigDict, Field

from assets.registry.overrides import Overrides


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CountyRules(_Group):
    """Which county the roster is of."""

    code: str = Field(
        default="", pattern=r"^(\d{6})?$", description="6 digits, its folder in data/raw/; empty: from regions.csv"
    )


class LandingRules(_Group):
    """How deliveries are taken in (contract.md section 1)."""

    workers: int = Field(default=0, ge=0, description="parser processes; 0: one per core")
    file_seconds: float = Field(default=600, gt=0, description="a file that takes longer to parse is told as failed")
    worker_memory: ByteSize = Field(
        default=ByteSize(3_000_000_000), ge=500_000_000, description="memory that parsing one file may take, as in 3GB"
    )
    shrink_share: float = Field(default=0.20, gt=0, lt=1, description="a scope may lose this share of its rows")
    shrink_rows: int = Field(default=20, ge=1, description="and at least this many, before the check fails")
    presence_months: int = Field(default=3, ge=1, description="gate rows of the newest so many months count")
    confirmed_shrinks: tuple[str, ...] = Field(
        default=(), description="`<month>/<source>/<scope>` confirmed by a person as really smaller"
    )


class ResidenceRules(_Group):
    """Who lives where, from when on."""

    threshold_days: int = Field(default=30, ge=1, description="全员人口: living here counts from so many days")
    usual_days: int = Field(default=183, ge=1, description="census: usual resident from half a year")
    usual_rule: Literal["half_year", "census"] = Field(
        default="half_year", description="half a year here, or the night and half a year since the first departure"
    )
    short_return_days: int = Field(default=30, ge=0, description="a return so short does not stop the clock of absence")
    multi_home: Literal["2020", "2015"] = Field(
        default="2020", description="of several homes: 2020 that of the hukou, else the older; 2015 that of the moment"
    )


class TractRules(_Group):
    """Census tracts (普查小区) where none are given."""

    dwellings: int = Field(default=80, ge=2, description="dwelling units that a tract should have")
    tolerance: float = Field(default=0.12, gt=0, lt=1, description="share by which a tract may have more or fewer")
    kept_tolerance: float = Field(
        default=0.25,
        gt=0,
        lt=1,
        description="a tract of last month stays as it is while it misses by no more than this",
    )
    whole_grids: bool = Field(default=False, description="tracts stay inside grids, which are several tracts each")
    virtual_persons: int = Field(
        default=4995, ge=1, description="persons in a virtual tract (999 x 5): collective hukou and demolished areas"
    )


class LinkageRules(_Group):
    """Grades of a link, as match probabilities."""

    certain: float = Field(default=0.95, gt=0.5, lt=1, description="from here on two profiles are linked")
    possible: float = Field(default=0.50, ge=0.01, lt=1, description="from here on they are shown as possible")
    # Births, deaths and moves change a county by about 1 % a month: what moves further is looked at first.
    drift_match_rate: float = Field(
        default=0.05,
        gt=0,
        lt=1,
        description="a source's share found in another, or in any other, may move so far from last month",
    )
    drift_cluster_size: float = Field(
        default=0.10, gt=0, lt=1, description="records per person may change by this share from last month"
    )
    drift_churn: float = Field(
        default=0.05, gt=0, lt=1, description="this share of the ids may be merged, or split, or retired in one month"
    )
    drift_fewest: int = Field(default=200, ge=1, description="persons from which a share is compared at all")
    largest_cluster: int = Field(default=60, ge=2, description="own records that one person can have at most")
    names_from: str = Field(
        default="",
        pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$",
        description="month in which names are counted anew, for itself and later ones; empty: the county's first month",
    )


class QualityRules(_Group):
    """The 95 % standard."""

    completeness_minimum: float = Field(
        default=0.95, gt=0, le=1, description="share filled and valid that each of the 19 core indicators must reach"
    )
    completeness_gate: Literal["provisional", "block"] = Field(
        default="provisional", description="below it: publish as 未达标, or do not publish"
    )


class Rules(_Group):
    """All rules of one run; `layouts` is the county's `layouts.yaml`."""

    county: CountyRules = CountyRules()
    landing: LandingRules = LandingRules()
    residence: ResidenceRules = ResidenceRules()
    tracts: TractRules = TractRules()
    linkage: LinkageRules = LinkageRules()
    quality: QualityRules = QualityRules()
    layouts: Overrides = Overrides()
