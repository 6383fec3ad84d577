"""The official files at national size: the header of each is that of its sample, the cells are drawn, some are dirt."""

from typing import Final

from tests.bench.national import money, people, places
from tests.bench.national.layout import Layout

LAYOUTS: Final = (
    Layout(sample="communes/sample-2026.csv", file="v_commune_2026.csv", rows=34_875, fill=places.communes),
    Layout(sample="epcicom/sample-2025.csv", file="epcicom_2025.csv", rows=34_871, fill=places.members),
    Layout(
        sample="populations/sample-2023.csv", file="donnees_communes_2023.csv", rows=34_900, fill=places.populations
    ),
    Layout(
        sample="rne/maires/sample-g-2026-08-11.csv",
        file="2026-08-11_elus-maire-mai.csv",
        rows=34_875,
        fill=people.mandates(people.MAYORS, each=True),
    ),
    Layout(
        sample="rne/municipaux/sample-f-2025-03.csv",
        file="2025-03_elus-conseillers-municipaux-cm.csv",
        rows=490_000,
        fill=people.mandates(people.COUNCIL),
    ),
    Layout(
        sample="rne/epci/sample-f-2025-03.csv",
        file="2025-03_elus-conseillers-communautaires-epci.csv",
        rows=62_129,
        fill=people.mandates(people.GROUPING, grouping=True),
    ),
    Layout(sample="bpe/equipements/sample-2025.csv", file="BPE25.csv", rows=2_800_000, fill=places.facilities),
    Layout(sample="subventions/sample-2-1.csv", file="subventions_2025.csv", rows=450_000, fill=money.grants),
    Layout(
        sample="dotations/anct_2019/sample-2019.csv",
        file="dotations_investissement_2019.csv",
        rows=24_811,
        fill=money.projects,
    ),
    Layout(sample="decp/tabulaire/sample-2019.csv", file="decp_2025.csv", rows=525_189, fill=money.contracts),
)
"""In the order in which they are written; grants, projects and contracts are a million rows together."""
