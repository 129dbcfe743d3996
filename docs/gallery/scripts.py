"""Names in the script in which the sources write them."""

import pandas as pd

import netkit as nk

names = ["ليون تروتسكي", "Сергей Шпигельглас", "مارك زبوروسكي", "Лев Седов"]
actors = pd.DataFrame({"id": ["trotsky", "spiegelglas", "zborowski", "sedov"], "name": names})
ties = [("spiegelglas", "zborowski", "handling"), ("zborowski", "sedov", "access"), ("sedov", "trotsky", "kin")]
nk.draw_network(nk.from_pandas(pd.DataFrame(ties, columns=["subject", "object", "family"]), actors), columns=1)
